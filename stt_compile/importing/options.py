"""The options of curl: which take a value, and what they mean for a request."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["request", "run", "connection", "other"]
"""`request`: it says something of the request, and is read. `run`: how curl runs, prints or tries again; the request
stays the same. `connection`: how the service is reached, which a profile does not say. `other`: it sends something
that a profile does not, or the request itself would be another."""

_VALUED: Mapping[Role, str] = {
    "request": """
        cacert config/K data/d data-ascii data-binary data-raw data-urlencode form/F form-string header/H json
        oauth2-bearer request/X upload-file/T url url-query user/u
    """,
    "run": """
        abstract-unix-socket alt-svc connect-timeout cookie-jar/c create-file-mode dump-header/D etag-save
        expect100-timeout happy-eyeballs-timeout-ms help/h hsts keepalive-time libcurl limit-rate max-filesize
        max-redirs max-time/m output/o output-dir parallel-max rate retry retry-delay retry-max-time speed-limit/Y
        speed-time/y stderr trace trace-ascii trace-config variable write-out/w
    """,
    "connection": """
        capath cert/E cert-type ciphers connect-to crlfile curves delegation dns-interface dns-ipv4-addr dns-ipv6-addr
        dns-servers doh-url egd-file engine haproxy-clientip interface ip-tos ipfs-gateway key key-type local-port
        login-options netrc-file noproxy pass pinnedpubkey preproxy proto proto-default proto-redir proxy/x
        proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key
        proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype
        proxy-tlspassword proxy-tlsuser proxy-user/U proxy1.0 pubkey random-file resolve service-name socks4 socks4a
        socks5 socks5-gssapi-service socks5-hostname tls-max tls13-ciphers tlsauthtype tlspassword tlsuser unix-socket
        vlan-priority ech dns-https tls-earlydata
    """,
    "other": """
        aws-sigv4 continue-at/C cookie/b etag-compare ftp-account ftp-alternative-to-user ftp-method ftp-port/P
        ftp-ssl-ccc-mode hostpubmd5 hostpubsha256 krb mail-auth mail-from mail-rcpt quote/Q range/r referer/e
        request-target sasl-authzid telnet-option/t tftp-blksize time-cond/z user-agent/A
    """,
}
_BARE: Mapping[Role, str] = {
    "request": "get/G globoff/g head/I insecure/k next/:",
    "run": """
        basic buffer no-buffer/N clobber no-clobber create-dirs disable/q fail/f fail-early fail-with-body include/i
        http0.9 junk-session-cookies/j keepalive no-keepalive list-only/l location/L location-trusted manual/M
        parallel/Z parallel-immediate post301 post302 post303 progress-bar/# progress-meter
        no-progress-meter raw remote-header-name/J remote-name/O remote-name-all remote-time/R remove-on-error
        retry-all-errors retry-connrefused show-error/S silent/s skip-existing styled-output no-styled-output
        suppress-connect-headers tcp-fastopen tcp-nodelay trace-ids trace-time verbose/v version/V xattr
        disallow-username-in-url
    """,
    "connection": """
        alpn no-alpn ca-native cert-status doh-cert-status doh-insecure false-start haproxy-protocol http1.0/0 http1.1
        http2 http2-prior-knowledge http3 http3-only ipv4/4 ipv6/6 mptcp netrc/n netrc-optional no-npn
        no-sessionid proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate
        proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel/p sessionid socks5-basic
        socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd
        ssl-revoke-best-effort sslv2/2 sslv3/3 tlsv1/1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3
    """,
    "other": """
        anyauth append/a compressed compressed-ssh crlf digest disable-eprt disable-epsv form-escape ftp-create-dirs
        ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control ignore-content-length mail-rcpt-allowfails
        metalink negotiate ntlm ntlm-wb path-as-is sasl-ir tftp-no-options tr-encoding use-ascii/B
    """,
}


def _rows(table: Mapping[Role, str], valued: bool) -> dict[str, tuple[Role, bool]]:
    return {word.partition("/")[0]: (role, valued) for role, words in table.items() for word in words.split()}


OPTIONS: Mapping[str, tuple[Role, bool]] = MappingProxyType({**_rows(_VALUED, True), **_rows(_BARE, False)})
"""By the long name: the role, and whether a value follows."""
SHORT: Mapping[str, str] = MappingProxyType(
    {
        letter: name
        for table in (_VALUED, _BARE)
        for words in table.values()
        for name, slash, letter in (word.partition("/") for word in words.split())
        if slash
    }
)
"""The long names of the short options."""


def long_name(written: str) -> str | None:
    """The option that a name means: its own, or the beginning of exactly one; None where there is none."""
    if written in OPTIONS:
        return written
    found = [name for name in OPTIONS if name.startswith(written)]
    return found[0] if len(found) == 1 and len(written) > 1 else None
