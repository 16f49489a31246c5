"""No secret of what is read is shown: not in the profile, not in its comments, not in a finding."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stt_compile import importing
from stt_compile.source import Source

from ..properties.conftest import EFFORT
from .test_any_input import holds

HOST = "api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/6bbda3b3-d572-45e1-8c54-22d6ed9e52c2"
AFTER = f"\ncurl -u apikey:$KKK -T zz.flac https://{HOST}/v1/recognize\n"
"""What makes a profile of a text in which nothing else is understood."""
PLACES = (
    "curl -u apikey:SECRET URL -d @a.flac",
    "curl -uapikey:SECRET URL --data-binary @a.flac",
    "curl --user 'apikey:SECRET' URL --data-binary @a.flac",
    'curl -u "user:SECRET" URL --data-binary @a.flac',
    'curl -u "SECRET:x" URL --data-binary @a.flac',
    "curl -sku apikey:SECRET https://example.com/other",
    "curl --oauth2-bearer SECRET URL --data-binary @a.flac",
    "curl -H 'Authorization: Bearer SECRET' URL --data-binary @a.flac",
    'curl -H "Authorization: bearer   SECRET" https://example.com/',
    "curl -H 'Authorization: SECRET' URL --data-binary @a.flac",
    "curl -H 'Authorization: Strange SECRET' URL -T a.flac",
    "curl -H X-Watson-Authorization-Token:SECRET URL -T a.flac",
    "curl -H 'X-Api-Key: SECRET' URL -T a.flac",
    "curl -b session=SECRET URL -T a.flac",
    "curl -x http://me:SECRET@proxy:80 URL -T a.flac",
    "curl -U me:SECRET URL -T a.flac",
    "curl https://apikey:SECRET@api.eu-de.speech-to-text.watson.cloud.ibm.com/v1/recognize -T a.flac",
    "curl 'URL?apikey=SECRET' -T a.flac",
    "curl 'URL?access_token=SECRET&model=x' -T a.flac",
    "curl -X POST 'https://iam.cloud.ibm.com/identity/token' -d 'grant_type=x&apikey=SECRET'",
    'curl -X POST https://iam.cloud.ibm.com/identity/token --data-urlencode "apikey=SECRET"',
    "curl -X POST 'BASE/v1/register_callback?callback_url=http://x.example/y&user_secret=SECRET' -u apikey:x",
    'curl -X POST \'https://h.example/icp4d-api/v1/authorize\' -d \'{"username":"me","password":"SECRET"}\'',
    "curl -k -u me:SECRET \\\n  -X GET BASE/v1/customizations",
    "wss://h.example/v1/recognize?access_token=SECRET",
    "wss://h.example/v1/recognize?watson-token=SECRET&model=a",
    "var token = 'SECRET';\nvar u = 'wss://h.example/v1/recognize?access_token=' + token;",
    "const u = `wss://h.example/v1/recognize?access_token=SECRET`",
    "API_KEY=SECRET\ncurl -u apikey:$API_KEY URL -T a.flac",
    "CRED=apikey:SECRET\ncurl -u $CRED URL -T a.flac",
    'A=SECRET\nB=$A\nC="$B"\ncurl -u apikey:$C URL?keywords=$A -T $A.flac',
    'AUTH="Authorization: Bearer SECRET"\ncurl -H "$AUTH" URL -T a.flac',
    "curl -u apikey:SECRET URL -T a.flac\ncurl https://h.example/SECRET/x -I",
    'curl -F \'metadata={"apikey":"SECRET"}\' -F upload=@a.flac URL',
    '{"action": "start", "access_token": "SECRET"} wss://h.example/v1/recognize',
    'curl.exe -u "apikey:SECRET" `\n -T a.flac URL',
    "curl --user=apikey:SECRET URL -T a.flac",
    "curl —user apikey:SECRET URL -T a.flac",
    "curl -u “apikey:SECRET” URL -T a.flac",
    "curl -E cert.pem:SECRET URL -T a.flac",
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https://me:SECRET@ops.example.com/cb'",
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https%3A%2F%2Fme%3ASECRET%40ops.example.com'",
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https://h.example/cb%3Ftoken%3DSECRET'",
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https://h.example/cb?a=1%26sig=SECRET'",
    "curl -u apikey:$K -X POST 'BASE/v1/register_callback?callback_url=https://h.example/cb%3Fsig%3DSECRET'",
    "KEY=SECRET; curl -u apikey:$KEY --data-binary @$KEY.flac URL",
    "KEY=SECRET\ncurl -u apikey:$KEY --data-binary @$KEY.flac URL\ncurl -T $KEY.flac URL",
    'PASS=SECRET\ncurl -u apikey:$K -H "X-Foo: $PASS" URL -T a.flac',
    "{action: 'start', auth: 'SECRET', bearer: 'SECRET', x: [{sig: 'SECRET'}]} wss://h.example/v1/recognize",
    "curl -u apikey:$K -H 'X-Auth: SECRET' URL -T a.flac",
    "curl -u apikey:$K -H 'X-Auth: SECRET' https://h.example/other",
    "curl -u apikey:$K -H 'X-Watson-Metadata: customer_id=a;token=SECRET' URL -T a.flac",
    "curl -u apikey:$K 'URL?timestamps=true&sig=SECRET' -T a.flac",
    "curl -u apikey SECRET URL -T a.flac",
    "curl -u me SECRET https://h.example/other",
    "curl --unknown-option SECRET https://h.example/other",
    "curl --unknown-option SECRET URL -T a.flac",
    "curl -u apikey:SECRET URL -d @a",
    "curl -u 'apikey:SECRET' URL --data-binary @a.flac",
    "curl -uapikey:SECRET URL -T a.flac",
    "curl --user apikey:SECRET https://h.example/x",
    "curl -u apikey 'SECRET' URL -T a.flac",
    "curl -u apikey SECRET https://h.example/other",
    "curl -user apikey:SECRET URL -T a.flac",
    "curl -user apikey:SECRET https://h.example/x",
    "curl -u=SECRET URL -T a.flac",
    "curl -u SECRET: URL -T a.flac",
    "curl -u :SECRET URL -T a.flac",
    "curl -u me:SECRET URL -T a.flac",
    "curl -u me:SECRET https://h.example/x",
    "curl --apikey SECRET URL -T a.flac",
    "curl --apikey=SECRET URL -T a.flac",
    "curl --password SECRET URL -T a.flac",
    "curl --password SECRET https://h.example/",
    "curl --token SECRET URL -T a.flac",
    "curl --key SECRET URL -T a.flac",
    "curl --pass SECRET URL -T a.flac",
    "curl -E c.pem:SECRET URL -T a.flac",
    "curl -oauth2-bearer SECRET URL -T a.flac",
    "curl --oauth2-bearer SECRET URL -T a.flac",
    "curl --oauth2-bearer=SECRET https://h.example/",
    "curl --bearer SECRET URL -T a.flac",
    "curl -apikey SECRET URL -T a.flac",
    "curl --cookie SECRET URL -T a.flac",
    "curl -x http://me:SECRET@p:80 URL -T a.flac",
    "curl --proxy-user me:SECRET https://h.example/",
    "curl --aws-sigv4 aws:amz --user SECRET URL -T a.flac",
    "curl https://apikey:SECRET@HOST/v1/recognize -T a.flac",
    "curl apikey:SECRET@HOST/v1/recognize -T a.flac",
    "curl https://apikey:SECRET@h.example/x",
    "curl http://SECRET@h.example/v1/recognize -T a.flac",
    "wss://apikey:SECRET@h.example/v1/recognize",
    "[x](wss://apikey:SECRET@h.example/v1/recognize)",
    "`wss://apikey:SECRET@h.example/v1/recognize`",
    "var a='https://apikey:SECRET@h.example'; a + '/v1/recognize'",
    '<a href="https://apikey:SECRET@h.example/v1/recognize">',
    "curl 'URL?model=x;apikey=SECRET' -T a.flac",
    "curl 'URL?authkey=SECRET' -T a.flac",
    "curl 'URL?secretkey=SECRET' -T a.flac",
    "curl 'URL?subscriptionkey=SECRET' -T a.flac",
    "curl 'URL?pw=SECRET' -T a.flac",
    "curl 'URL?userpass=SECRET' -T a.flac",
    "curl 'URL?PW=SECRET' -T a.flac",
    "curl 'URL?sid=SECRET' -T a.flac",
    "curl 'URL?code=SECRET' -T a.flac",
    "curl 'URL?pin=SECRET' -T a.flac",
    "curl 'URL?foo=apikey:SECRET' -T a.flac",
    "curl 'URL?foo=$(get --key SECRET)' -T a.flac",
    'curl \'URL?foo={"apikey":"SECRET"}\' -T a.flac',
    "curl -G URL -d apikey=SECRET",
    "curl URL --url-query apikey=SECRET -T a.flac",
    "curl URL --url-query 'token=SECRET' -T a.flac",
    "curl 'URL?keywords=apikey:SECRET' -T a.flac",
    "curl 'URL?model=Bearer SECRET' -T a.flac",
    "curl 'BASE/v1/recognitions?user_token=Bearer SECRET' -T a.flac",
    "curl 'BASE/v1/recognitions?callback_url=https://u:SECRET@r.example/x' -T a.flac",
    "curl 'BASE/v1/recognitions?callback_url=u:SECRET@r.example/x' -T a.flac",
    "curl 'BASE/v1/recognitions?callback_url=https://r.example/x?token=SECRET' -T a.flac",
    "curl 'BASE/v1/recognitions?callback_url=https://r.example/x%3Fauthkey%3DSECRET' -T a.flac",
    "curl 'BASE/v1/recognitions?callback_url=https://r.example/x;pw=SECRET' -T a.flac",
    "curl -X POST 'BASE/v1/register_callback?callback_url=https://r.example/x&user_secret=SECRET'",
    "curl -H 'Authorization: Bearer SECRET' URL -T a.flac",
    "curl -H 'Authorization: SECRET' URL -T a.flac",
    "curl -H 'Authorization:SECRET' https://h.example/",
    "curl -H 'Authorization: Foo SECRET' URL -T a.flac",
    "curl -H Authorization:\\ Bearer\\ SECRET URL -T a.flac",
    "curl -H 'X-Watson-Authorization-Token: SECRET' URL -T a.flac",
    "curl -H 'X-CSRF: SECRET' URL -T a.flac",
    "curl -H 'X-Session-Id: SECRET' URL -T a.flac",
    "curl -H 'Cookie: a=SECRET' URL -T a.flac",
    "curl -H 'Content-Type: audio/flac; token=SECRET' URL -T a.flac",
    "curl -H 'X-Watson-Metadata: customer_id=a;token=SECRET' URL -T a.flac",
    "curl -H 'X-Foo: apikey=SECRET' URL -T a.flac",
    "curl -H 'X-Foo: Bearer SECRET' URL -T a.flac",
    "curl -H 'apikey: SECRET' URL -T a.flac",
    "curl -F 'metadata={\"apikey:SECRET\":1}' -F upload=@a.flac URL",
    "curl -F apikey=SECRET -F upload=@a.flac URL",
    'curl -F \'metadata={"x":{"pw":"SECRET"}}\' -F upload=@a.flac URL',
    "curl -F 'metadata=apikey SECRET' -F upload=@a.flac URL",
    "curl --variable tok=SECRET --expand-header 'X: {{tok}}' URL -T a.flac",
    "curl --variable tok=SECRET https://h.example/",
    "curl --netrc-file <(echo 'machine h login u password SECRET') URL -T a.flac",
    "curl --netrc-file <(echo 'machine h login u password SECRET') https://h.example/",
    "echo 'user = \"apikey:SECRET\"' | curl -K - URL -T a.flac",
    "curl -d 'grant_type=x&apikey=SECRET' https://iam.cloud.ibm.com/identity/token",
    'curl -d \'{"username":"me","password":"SECRET"}\' https://h.example/icp4d-api/v1/authorize',
    'curl --json \'{"api_key":"SECRET"}\' https://h.example/',
    "curl --data-urlencode 'apikey=SECRET' https://h.example/",
    'curl --data "{\\"apikey\\": \\"SECRET\\"}" https://h.example/',
    '{"action":"start","access_token":"SECRET"} wss://h.example/v1/recognize',
    '{"action":"start","apikey:SECRET":1} wss://h.example/v1/recognize',
    "{action:'start', auth:'SECRET', x:[{sig:'SECRET'}]} wss://h.example/v1/recognize",
    "{action:'start', model:'Bearer SECRET'} wss://h.example/v1/recognize",
    "{action:'start', keywords:['token=SECRET']} wss://h.example/v1/recognize",
    "wss://h.example/v1/recognize?watson-token=SECRET",
    "wss://h.example/v1/recognize?x=1;token=SECRET",
    "wss://h.example/v1/recognize?authkey=SECRET",
    "var token='SECRET'; var u='wss://h.example/v1/recognize?access_token='+token",
    "const u=`wss://h.example/v1/recognize?access_token=${'SECRET'}`",
    "var u='wss://h.example/v1/recognize?'+'token=SECRET'",
    "PW=SECRET\ncurl 'URL?foo=$PW' -T a.flac",
    "PW=SECRET\ncurl URL?foo=$PW -T a.flac",
    "CRED='apikey:SECRET'\ncurl -u \"$CRED\" URL -T a.flac",
    "K=SECRET\ncurl -u apikey:$K URL -T a.flac\ncurl -T $K.flac URL",
    'APIKEY2=SECRET\ncurl -H "X-Foo: $APIKEY2" URL -T a.flac',
    "PASS=SECRET; curl -u a:$PASS URL -T $PASS.flac",
    "$env:KEY = 'SECRET'\ncurl.exe -u \"apikey:$env:KEY\" URL -T a.flac",
    "U=https://me:SECRET@h.example\ncurl $U/v1/recognize -T a.flac",
    "H='Authorization: Bearer SECRET'\ncurl -H \"$H\" URL -T a.flac",
    "curl -u apikey:$(echo SECRET) URL -T a.flac",
    "curl -u apikey:`echo SECRET` URL -T a.flac",
    'curl -u "apikey:${K:-SECRET}" URL -T a.flac',
    'curl -H "Authorization: Bearer $(x apikey=SECRET)" URL -T a.flac',
    'curl -H "Authorization: Basic $(echo -n apikey:SECRET | base64)" URL -T a.flac',
    "# curl -u apikey:SECRET URL -T a.flac\ncurl -u apikey:$K URL -T a.flac",
    "curl -X DELETE -u apikey:SECRET 'BASE/v1/user_data?customer_id=x'",
    'curl ^\n -u "apikey:SECRET" URL -T a.flac',
    "curl \\\n -u apikey:SECRET \\\n URL -T a.flac",
)
WORDY = (
    "curl -H 'Autorization: SECRET' https://h.example/other",
    "curl --netrc-file <(echo machine h login apikey password SECRET) https://h.example/",
    "curl -u apikey:\\\nSECRET https://h.example/other",
    "curl -u 'apikey' 'one SECRET' https://h.example/other",
    "curl -d 'apikey=one SECRET' https://h.example/",
    "curl -H 'X-Vault-Token: one SECRET' https://h.example/",
    'curl -d "{\\"password\\": \\"one\\\\\\\\SECRET\\"}" https://h.example/',
    'curl -d \'{"password":\n  "SECRET"}\' https://h.example/',
    "curl -d '<password>SECRET</password>' https://h.example/",
    '{"source": ["!curl https://h.example/", "key = \\"SECRET\\""]}',
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https://me:a%23SECRET@h.example/cb'",
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https://h.example/cb?token=a%23SECRET'",
    "curl -u apikey:$K -T a.flac 'BASE/v1/recognitions?callback_url=https://h.example/cb?token=a%40b:@SECRET'",
)
"""Places where a secret is hidden for where it stands, though it looks like a word."""
UNNAMED = ("curl -p SECRET URL -T a.flac", "curl SECRET URL -T a.flac", "curl -H 'X-Foo: SECRET' URL -T a.flac")
"""Places that nothing gives away: there a secret is hidden for what it looks like."""
SHAPES = {
    "Kx7QvZ2mPw9": "Kx7QvZ2mPw9",
    "ab/Kx7QvZ": "Kx7QvZ",
    "ab.Kx7QvZ": "Kx7QvZ",
    "ab+c/Dq9ZvB==": "Dq9ZvB",
    "Kx7-QvZ2_mPw": "Kx7-QvZ2_mPw",
    "hunterkxqvz": "kxqvz",
    "kxqvz42": "kxqvz",
    "my%2FKx7QvZ": "Kx7QvZ",
    "{Kx7QvZ2}": "QvZ2",
    "Kx7QvZ,ab": "Kx7QvZ",
    "Kx7QvZ!w": "QvZ!w",
}
"""Secrets, each with the part that would give it away."""
AROUND = (
    "",
    "\n",
    "```\n",
    "'",
    '"',
    "`",
    "\\",
    "\\\n",
    " | ",
    "$(",
    "# ",
    "> ",
    "{",
    "}",
    " -F a=",
    " --json ",
    " -X DELETE ",
)


def filled(place: str, secret: str) -> str:
    """A text with a secret in its place."""
    return (
        place.replace("URL", "BASE/v1/recognize")
        .replace("BASE", f"https://{HOST}")
        .replace("HOST", HOST)
        .replace("SECRET", secret)
    )


def said(text: str) -> str:
    """All that is printed of a text."""
    imported = importing.read([Source("a.md", text)])
    return "\n".join([imported.text, *map(str, imported.findings)])


@pytest.mark.parametrize("place", PLACES + UNNAMED)
def test_secrets_of_all_shapes_are_hidden_where_they_stand(place: str) -> None:
    for secret, telling in SHAPES.items():
        for text in (filled(place, secret), filled(place, secret) + AFTER):
            assert telling.lower() not in said(text).lower(), text


@pytest.mark.parametrize("place", WORDY)
def test_secrets_that_look_like_words_are_hidden_where_they_stand(place: str) -> None:
    for secret in ("zhuvibarolek", "purple-monkey"):
        assert secret not in said(filled(place, secret) + AFTER)


@pytest.mark.parametrize("place", ["-H 'X-Bar: x9Kq%407w'", "-T x9Kq@7w.flac", "-T ./x9Kq@7w/a.flac"])
def test_what_is_known_as_a_secret_is_hidden_everywhere(place: str) -> None:
    assert "7w" not in said(filled(f"curl -u apikey:x9Kq@7w URL -T a.flac\ncurl -u apikey:$K URL {place}", ""))


@pytest.mark.parametrize(
    "address",
    [
        "https://apikey:SECRET/v1/recognize",
        "https://h.example:SECRET/v1/recognize",
        "https://h.example/apikey/SECRET/v1/recognize",
        "https://h.example/token=SECRET/v1/recognize",
        "wss://h.example/my-key:SECRET/v1/recognize",
    ],
)
def test_a_secret_within_an_address_is_taken_out(address: str) -> None:
    result = holds(f"curl -T a.flac {address} -H 'Content-Type: audio/flac'".replace("SECRET", "Kx7QvZ2mPw9").encode())
    assert "HIDDEN" in result.stdout
    assert "Kx7" not in result.output
    assert "credential: a credential stands where none belongs" in result.stderr


def test_a_secret_that_is_quoted_by_a_finding_is_hidden_there() -> None:
    text = filled("curl -u apikey:SECRET -T a.flac 'URL?acoustic_customization_id={SECRET}'", "correcthorse")
    assert "`{HIDDEN}` is a placeholder" in said(text)
    assert "correcthorse" not in said(text)


@settings(max_examples=150 * EFFORT)
@given(
    st.sampled_from(PLACES),
    st.text(string.ascii_letters + string.digits + "-_", min_size=10, max_size=44).filter(
        lambda text: text[0] not in "-_" and not re.search("(?i)stt|apikey|token|user|http|example", text)
    ),
    st.sampled_from(AROUND),
    st.sampled_from(AROUND),
)
def test_no_secret_is_shown(place: str, secret: str, before: str, behind: str) -> None:
    text, other = filled(place, secret), holds(filled(place, "0123456789ABCDEF").encode())
    assume(secret not in other.stdout + other.stderr)  # a word that is printed anyway
    for source in (text, before + text + behind, f"{text}\n{behind}{text}"):
        result = holds(source.encode())
        assert secret not in result.stdout, result.stdout
        assert secret not in result.stderr, result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "curl -u apikey:$K -H 'X-Watson-Metadata: customer_id={customer_id}' 'BASE/v1/customizations?name=My model'",
        'curl -X POST "https://iam.cloud.ibm.com/identity/token" -d "grant_type=urn:ibm:params:oauth:x:apikey"',
        "curl -X DELETE -u 'apikey:{apikey}' 'BASE/v1/user_data?customer_id={customer_id}'",
        "curl -I https://example.com:8443/docs/2020-06-23/page.html",
        "curl -fsSL -H 'Content-Type: application/x-www-form-urlencoded' https://example.com/page",
        "curl -I -H 'Authorization: Bearer {token}' -H \"X-Auth-Token: $TOKEN\" https://example.com/page",
        "curl -u apikey:$KEY -o models.json 'https://HOST/v1/models/en-US_BroadbandModel'",
        "curl -T 'calls/first call-17.flac' https://HOST/v1/acoustic_customizations/74f4807e-b5ff-4866-824e-6bba1a84fe96",
    ],
)
def test_what_is_no_secret_is_kept_as_it_stands(text: str) -> None:
    text = filled(text, "")
    assert f"#   {text}\n" in said(text + AFTER)
