# What shells do around a command.

timeout 60 curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g01.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# Tabs, as an editor leaves them.
curl -u apikey:$STT_APIKEY	-H 'Content-Type: audio/flac'	--data-binary	@g02.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

	curl -u apikey:$STT_APIKEY \
		-H 'Content-Type: audio/flac' \
		--data-binary @g03.flac \
		"https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

command curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g04.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

[ -f g05.flac ] && curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g05.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" || { echo failed; exit 1; }

case g in g) curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g06.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" ;; esac

exec curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g07.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

https_proxy= curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g08.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g09.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" \
  # this one for the auditors

# Three requests of one command.
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @g10.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" --next -u apikey:$STT_APIKEY -H 'Content-Type: audio/wav' --data-binary @g10.wav "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" --next -u apikey:$STT_APIKEY -H 'Content-Type: audio/ogg' --data-binary @g10.ogg "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&timestamps=true"

# What another program says.
# expect: placeholder
curl -u "apikey:$(cat key.txt)" -H 'Content-Type: audio/flac' --data-binary @g11.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# An address that nobody can know here.
# expect: left out
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @g12.flac "$(cat url.txt)/v1/recognize?model=en-GB_Telephony"

# One address twice, and curl's own way to take a header out.
# expect: left out
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Accept:' --data-binary @g13.flac --url "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&timestamps=true"

# Many files, one request: who runs it must say which.
# expect: placeholder
ls w17.flac | xargs -I{} curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @{} "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: placeholder
printf w17.flac | xargs -I % curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @% "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: placeholder
find w17.flac -exec curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @{} "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" \;

# expect: left out
while read -r file; do curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@$file" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" < /dev/null; done < list.txt

# Text within text.
sh -c 'curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @g17.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"'

eval "curl -u \"apikey:$STT_APIKEY\" -H \"Content-Type: audio/flac\" --data-binary @g18.flac \"https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&word_confidence=true&timestamps=true\""

# A text for a file that is not there, which a profile does not have.
# expect: left out, respelt
# - body text audio\n
# - framing length
# + body file call.flac
# + framing chunked
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @- "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" <<END
audio
END

# expect: credential
curl -u apikey:$STT_APIKEY:kQ7-made-up-key_0020 -H 'Content-Type: audio/flac' --data-binary @g20.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"
