"""Where a call goes and whose it is: environments, told apart by address and credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from ..catalog.platforms import (
    AUTH_KINDS,
    GUID,
    HISTORIC_DOMAIN,
    HISTORIC_HOSTS,
    PATHS,
    SERVICE,
    SERVICES_DOMAIN,
    URL_PATTERN,
)
from ..catalog.rows import PlatformId
from ..targets.uri import ACCESS_TOKEN
from ..text import Env, Text, text
from .calls import Call, Credentials
from .findings import Finding, Kind
from .pieces import MARK, Unread, is_plain, parts, placeholder, reference, valued, variable
from .secret_names import Names, is_secret
from .words import is_innocent

_LOCATED = re.compile(
    re.escape(URL_PATTERN)
    .replace(r"\{location\}", r"(?P<location>[a-z][a-z0-9-]*)")
    .replace(r"\{instance_id\}", "(?P<instance>[^/]+)")
)
_APIKEY_USER = AUTH_KINDS["apikey"].user
_INSTALLED = re.compile(rf"/{SERVICE}/[^?]*/instances/|/icp4d|/zen/")
_IN_ADDRESS = re.compile(
    r"(?:(?P<scheme>//)|\A)(?P<user>[^/?#]*|[^/?#@]*:(?![0-9]{1,5}/)[^?#]*"
    r"|(?<=//)[^/?#@]*:(?![0-9]{1,5}(?:[/?#]|\Z))[^\n]{0,2000})@"
    r"|(?P<sign>[?&;#])(?P<name>[^=&;#?]*)=(?P<value>[^&;#]+(?:[;#](?![\w.-]{1,60}=)[^&;#]*)*)"
)
_NAMED_STEP = re.compile(r"(?<=/)([\w.-]{1,60})[=:/](?=([^/]+))")


@dataclass(frozen=True)
class Instance:
    """An environment of a profile, without a name."""

    platform: PlatformId
    location: str | None
    instance_id: Text | None
    url: Text | None
    auth: str
    """`apikey` or `token`."""
    secret: Env
    ca_file: Text | None = None
    insecure: bool = False
    joins: bool = False
    """Whether its token must have been got for other credentials, which another call may name."""

    @property
    def address(self) -> tuple[object, ...]:
        """What two environments at one address have in common."""
        return self.platform, self.location, self.instance_id, self.url


@dataclass
class Reading:
    """What is found out about one call on the way."""

    call: Call
    findings: list[Finding]
    comments: list[str]
    about: frozenset[str] = frozenset()
    """What is being read: what is said now explains just that."""

    def say(self, kind: Kind, message: str, help_: str) -> None:
        """Adds a finding at the call's own place; what is kept as it was is no other for that."""
        about = frozenset[str]() if kind == "kept" else self.about
        self.findings.append(Finding(kind, self.call.place, message, help_, about))


def instance_of(reading: Reading, names: Names) -> Instance:
    """The environment that a call belongs to."""
    call = reading.call
    reading.about = frozenset(("address",))
    base, scheme = _base(reading)
    names.hide(*_misplaced(base))
    platform = _platform(base, scheme, call, reading)
    reading.about = frozenset(("credentials",))
    auth, secret, joins = _auth(reading, platform, names)
    reading.about = frozenset(("address",))
    ca_file = valued(call.ca_file).text if call.ca_file else None
    found = Instance(platform, None, None, None, auth, secret, ca_file, call.insecure, joins)
    host, _, path = base.partition("/")
    location = HISTORIC_HOSTS.get(host.lower())
    if location and path.rstrip("/") in (f"{SERVICE}/api", ""):
        env = names.variable("STT_INSTANCE_ID", "instance", location, auth, secret)
        message = f"{host} is a host of the past; {location} took its place"
        reading.say("modernised", message, f"set {env.name} to the id of the instance, from its credentials")
        return replace(found, location=location, instance_id=(env,))
    located = _LOCATED.fullmatch(f"https://{base}".rstrip("/"))
    if located:
        value = located["instance"]
        if placeholder(value):
            env = names.variable("STT_INSTANCE_ID", "instance", located["location"], auth, secret, free=True)
            _named(reading, ((env.name, value),))
            return replace(found, location=located["location"], instance_id=(env,))
        return replace(found, location=located["location"], instance_id=_text(reading, value, names))
    return replace(found, url=text("https://", *_text(reading, base.rstrip("/"), names, scheme == "")))


def _misplaced(base: str) -> Iterator[str]:
    """What stands in an address where a port belongs and is none, or behind a credential's name in its path."""
    host, _, path = base.partition("/")
    port = host.rpartition(":")[2] if not host.endswith("]") else ""
    if port != host and is_plain(port) and not port.isdecimal():
        yield port
    for name, value in _NAMED_STEP.findall(f"/{path}"):
        if is_secret(name) and is_plain(value) and not is_innocent(value):
            yield value


def _text(reading: Reading, value: str, names: Names, whole: bool = False) -> Text:
    """An address, with names for what stands for parts of it.

    Args:
        whole: whether it begins with what stands for a whole address, scheme included.
    """
    first = next(iter(parts(value)), "")
    if whole and isinstance(first, Env):
        host = _host(first.name, names)
        message = f"`${first.name}` holds an address with its scheme"
        reading.say("placeholder", message, f"set {host.name} to what stands behind `https://` in it")
        return text(host, *_text(reading, value[value.index("\0", 1) + 1 :], names))
    if whole and isinstance(first, Unread):
        host = _host("", names)
        help_ = f"set {host.name} to what stands behind `https://` in it"
        reading.say("placeholder", "a command gives the address", help_)
        return text(host, *_text(reading, value[value.index("\0", 1) + 1 :], names))
    found = re.match(r"\{\{?[^{}]*\}?\}|<[^<>]*>|\[[^\[\]]*\]|\$\{\w+\}|%\w+%", value) if whole else None
    if found and placeholder(found[0]):
        host = _host(placeholder(found[0]) or "", names)
        message = f"`{found[0]}` stands for an address with its scheme"
        reading.say("placeholder", message, f"set {host.name} to what stands behind `https://` in it")
        return text(host, *_text(reading, value[found.end() :], names))
    made = valued(value)
    _named(reading, made.named)
    return made.text


def _host(name: str, names: Names) -> Env:
    """The variable for the host and path of an address that a variable or a placeholder holds."""
    plain = re.sub(r"(?i)_?(?:wss?_?|service_?|base_?|api_?)*_?(?:url|uri|endpoint)$", "", name)
    base = variable(f"{plain or 'stt'}_host").replace("STT_STT_", "STT_")
    return names.variable(base, "host", base)


def _named(reading: Reading, named: tuple[tuple[str, str], ...]) -> None:
    for name, written in dict(named).items():
        shown = written if placeholder(written) else "a value that only a run would tell"
        reading.say("placeholder", f"`{shown}` is a placeholder" if placeholder(written) else shown, f"set {name}")


def _base(reading: Reading) -> tuple[str, str]:
    """What stands between scheme and method, and the scheme; without one where something stands for it."""
    address = reading.call.address
    written = address
    for path in (*PATHS.values(),):
        if address.rstrip("/").endswith(path):
            address = address.rstrip("/").removesuffix(path)
            break
    if address.endswith("/") or written.endswith("/"):
        reading.say("corrected", "the path has a slash too many", "it goes without")
    scheme, colon, rest = address.partition("://")
    if colon and scheme in ("http", "ws"):
        reading.say("corrected", f"`{scheme}://` is not encrypted, and the service refuses it", "it is `https://` now")
    if colon:
        return rest, scheme
    first = next(iter(parts(address)), "")
    if isinstance(first, str) and address and not placeholder_begins(address):
        reading.say("corrected", "the address has no scheme", "it is `https://` now")
        return address, "http"
    return address, ""


def placeholder_begins(value: str) -> bool:
    """Whether a value begins with a placeholder."""
    return bool(re.match(r"[{<\[%$]", value))


def _platform(base: str, scheme: str, call: Call, reading: Reading) -> PlatformId:
    host = base.partition("/")[0].partition(":")[0].lower()
    if host.endswith((f".{SERVICES_DOMAIN}", f".{HISTORIC_DOMAIN}", ".ibm.com")) or host == HISTORIC_DOMAIN:
        return "ibm-cloud"
    if _INSTALLED.search(f"/{base}"):
        return "cloud-pak-for-data"
    if re.search(rf"/instances/{GUID}(?:/|\Z)", base):
        return "ibm-cloud"
    kinds = {(found.scheme, found.exchanged) for found in call.credentials}
    if ("basic", False) in kinds or not kinds or (not scheme and ("bearer", True) in kinds):
        return "ibm-cloud"
    if not scheme or not host or not host.isprintable() or "{" in host or "<" in host:
        message = "nothing says which platform this is; a token like this one is what installations take"
        if ("bearer", True) in kinds or ("watson-token", True) in kinds:
            return "ibm-cloud"
        reading.say("assumed", message, "change `platform` of the environment if it is ibm-cloud")
    return "cloud-pak-for-data"


# --- credentials -----------------------------------------------------------------------------------------------------


def _auth(reading: Reading, platform: PlatformId, names: Names) -> tuple[str, Env, bool]:
    """Kind of authentication, the variable of its secret, and whether that must have been got for another one."""
    credentials = reading.call.credentials
    if not credentials:
        kind = "apikey" if platform == "ibm-cloud" else "token"
        env = names.variable(f"STT_{kind.upper()}", kind, "placeholder", free=True)
        unread = any("credentials" in finding.about for finding in reading.call.findings)
        if unread or any(MARK in pair.name for pair in reading.call.query):
            reading.say(
                "assumed", "credentials may stand in what is not read here", f"set {env.name}, or change `auth`"
            )
        elif not reading.call.websocket or reading.call.address:
            reading.say("assumed", "no credentials stand here", f"set {env.name}, or change `auth` of the environment")
        return kind, env, True
    if len(credentials) > 1:
        reading.say("left out", "several credentials stand here, and only one is sent", "the last one is taken over")
    found = credentials[-1]
    if found.scheme != "basic":
        return _token(reading, found, names)
    if found.user == _APIKEY_USER:
        return "apikey", _secret(reading, found.secret, "STT_APIKEY", "apikey", names), False
    names.hide(found.user, found.secret)
    both = parts(found.user or found.secret) if not (found.user and found.secret) else []
    if len(both) == 1 and not isinstance(both[0], str):
        env = names.variable("STT_APIKEY", "apikey", "placeholder", free=True)
        reading.say("placeholder", "user and password come from one variable", f"set {env.name} to the API key in it")
        return "apikey", env, False
    if platform != "ibm-cloud":
        env = names.variable("STT_TOKEN", "token", found.user, found.secret)
        message = "an installation takes no user name and password with a request"
        reading.say("modernised", message, f"it takes a token: set {env.name}, or give `authorize_url`")
        return "token", env, False
    literal = any(_is_literal(value) for value in (found.user, found.secret))
    key: tuple[object, ...] = ("apikey", found.user, found.secret) if literal else ("apikey", "placeholder")
    env = names.variable("STT_APIKEY", *key)
    if literal:
        reading.say("credential", "a user name and a password stand here", "replace what has been written down")
    message = "user names and passwords of the service have been replaced by API keys"
    reading.say("modernised", message, f"set {env.name} to an API key of the instance")
    return "apikey", env, False


def without_secrets(reading: Reading, address: str, names: Names) -> str:
    """An address that is sent as a value, with names for user, password and what is called like a credential."""

    def named(found: re.Match[str]) -> str:
        secret = found["user"] or found["value"]
        if (found["name"] and not is_secret(found["name"])) or not _is_literal(secret):
            return found[0]
        names.hide(secret, *re.split("[:%]", secret), quote(secret, ""))
        env = names.variable("STT_CALLBACK_CREDENTIALS", "in an address", secret)
        message = "a credential stands in an address; only a name for it is written"
        reading.say("credential", message, f"replace it, and set {env.name}; `user_secret` proves who sent a report")
        if found["user"]:
            return f"{found['scheme'] or ''}{reference(env.name)}@"
        return f"{found['sign']}{found['name']}={reference(env.name)}"

    return _IN_ADDRESS.sub(named, address)


def _is_literal(value: str) -> bool:
    """Whether a value has characters of its own: no placeholder, no variable alone."""
    return not placeholder(value) and any(isinstance(part, str) and part.strip() for part in parts(value))


def _token(reading: Reading, found: Credentials, names: Names) -> tuple[str, Env, bool]:
    if found.scheme == "watson-token":
        message = "tokens of this kind are withdrawn: access tokens took their place"
        reading.say("modernised", message, "set the variable of the environment's `auth` to an access token")
    base = ACCESS_TOKEN.name if found.exchanged else "STT_TOKEN"
    env = _secret(reading, found.secret, base, "token", names)
    return "token", env, found.exchanged and env == ACCESS_TOKEN


def _secret(reading: Reading, value: str, base: str, kind: str, names: Names) -> Env:
    """The variable of a secret: that which stands there, or a new one."""
    found = parts(value.strip())
    if len(found) == 1 and isinstance(found[0], Env) and not value.startswith("\0!"):
        return found[0]
    literal = "".join(part for part in found if isinstance(part, str)).strip()
    if not literal and any(isinstance(part, Unread) for part in found):
        env = names.variable(base, kind, value)
        reading.say("placeholder", "only a run would tell the credential", f"set {env.name} to it")
        return env
    if not literal or placeholder(value):
        if base == ACCESS_TOKEN.name:
            return ACCESS_TOKEN
        return names.variable(base, kind, "placeholder", free=True)
    names.hide(value.strip(), literal)
    env = names.variable(base, kind, value)
    reading.say(
        "credential", "a credential stands here; only a name for it is written", f"set {env.name}, and replace it"
    )
    return env
