"""Where the service runs, what its addresses are, and how a request proves whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .rows import Address, AuthKind, Day, Location, Platform, Statement, TokenCall

URL_PATTERN = "https://api.{location}.speech-to-text.watson.cloud.ibm.com/instances/{instance_id}"
"""The base address of an instance on IBM Cloud."""
URL_PATTERN_SINCE: Day = "2019-12-12"
"""First day on which the documentation has that form."""
URL_PATTERN_SOURCES = (
    "websockets.md@2020-07-04",
    "websockets.md@2026-06-30",
    "release-notes.md@2026-06-30 (12 December 2019)",
)
PATHS: Mapping[str, str] = MappingProxyType(
    {
        "websocket": "/v1/recognize",
        "sync-http": "/v1/recognize",
        "sync-http-multipart": "/v1/recognize",
        "async-http": "/v1/recognitions",
        "registration": "/v1/register_callback",
    }
)
"""What follows the base address, by carrier; and for the registration of a callback URL."""
DEFAULT_LOCATION = "us-south"
"""The location of DEFAULT_URL."""
DEFAULT_URL = f"https://api.{DEFAULT_LOCATION}.speech-to-text.watson.cloud.ibm.com"
"""Where the Python SDK sends requests that are given no address: without an instance, which service IDs and
cross-service authorisations need."""
DEFAULT_URL_SOURCES = ("python-sdk speech_to_text_v1.py@2024-12-04", "watson 401-authorization.md@2021-07-15")
INSTANCE_ID_EXAMPLE = "6bbda3b3-d572-45e1-8c54-22d6ed9e52c2"
"""An instance is a GUID, found in the URL among the credentials of the service instance."""
GUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
"""The form of the ids of service instances and of custom models: a regular expression for the whole of one."""
GUID_SOURCES = ("release-notes.md@2026-06-30 (12 December 2019)", "acoustic-use.md@2026-06-30")
SERVICE = "speech-to-text"
"""The service's own name among those of Watson: in its hosts since URL_PATTERN_SINCE, in its paths before."""
SERVICES_DOMAIN = "watson.cloud.ibm.com"
"""Where all Watson services of IBM Cloud have their hosts since then; the label before it names the service."""
CONSOLE_HOST = "cloud.ibm.com"
"""Where people manage their instances: pages, and no service."""
CONSOLE_SOURCES = ("faq-pricing.md@2026-06-30",)
UNREGISTRATION_PATH = "/v1/unregister_callback"
"""The same, for the end of a registration."""
OTHER_PATHS = (
    "/v1/models",
    UNREGISTRATION_PATH,
    "/v1/customizations",
    "/v1/acoustic_customizations",
    "/v1/user_data",
)
"""What follows the base address for what is no recognition."""
OTHER_PATHS_SOURCES = ("models-list.md@2026-06-30", "async.md@2026-06-30", "custom.md@2026-06-30")

IAM_TOKEN_CALL = TokenCall(
    method="POST",
    url="https://iam.cloud.ibm.com/identity/token",
    content_type="application/x-www-form-urlencoded",
    fields={"grant_type": "urn:ibm:params:oauth:grant-type:apikey", "apikey": "{apikey}"},
    answer="access_token",
    expires_in=3600,
    sources=(
        "watson getting-started-iam.md@2019-06-04",
        "watson getting-started-iam.md@2020-09-15",
        "python-sdk-core iam token manager",
    ),
)
"""IBM Cloud: an access token for an API key."""
AUTHORIZE_CALL = TokenCall(
    method="POST",
    url="/v1/authorize",
    content_type="application/json",
    fields={"username": "{username}", "password": "{password}", "api_key": "{api_key}"},
    answer="token",
    sources=("python-sdk-core Authentication.md", "python-sdk-core cp4d token manager"),
)
"""Installations: a bearer token for a user name with either a password or an API key. The address is given by the user;
the SDK core appends the path when it is missing. Clients in the wild use `https://{cluster}/icp4d-api` before it."""

PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {
        row.id: row
        for row in (
            Platform(
                id="ibm-cloud",
                name="IBM Cloud",
                addresses=(
                    Address(
                        https=URL_PATTERN,
                        wss="wss://api.{location}.speech-to-text.watson.cloud.ibm.com/instances/{instance_id}",
                        since=URL_PATTERN_SINCE,
                        sources=URL_PATTERN_SOURCES,
                    ),
                    Address(
                        https="https://{host}/speech-to-text/api",
                        wss="wss://{host}/speech-to-text/api",
                        until=URL_PATTERN_SINCE,
                        note="before 2017-08-11 until 2019-12-12 in the documentation; the host by location",
                        sources=("websockets.md@2017-08-11", "websockets.md@2019-12-09"),
                    ),
                ),
                located=True,
                auth=("apikey", "token"),
                learning_opt_out=True,
                notes=(
                    "covers IBM Cloud Pak for Data as a Service",
                    "custom models need the Plus, Standard or Premium plan (in 2020: Standard), never Lite",
                    "private and virtual private endpoints exist on paid plans; no source gives the form of their host",
                    "an account may opt out of request logging as a whole, and then no request can opt in",
                    "Plus plan: 100 concurrent transcription requests over all interfaces",
                ),
                sources=(
                    "websockets.md@2026-06-30",
                    "data-security.md@2026-06-30",
                    "custom.md@2026-06-30",
                    "faq-pricing.md@2026-06-30",
                    "watson getting-started-logging.md@2022-10-03",
                ),
            ),
            Platform(
                id="cloud-pak-for-data",
                name="IBM Cloud Pak for Data",
                addresses=(
                    Address(
                        https="https://{cpd_cluster_host}{:port}/speech-to-text/{release}/instances/{instance_id}/api",
                        wss="wss://{cpd_cluster_host}{:port}/speech-to-text/{release}/instances/{instance_id}/api",
                        note=(
                            "as read in 2019; since 2021-07-29 the documentation only says that the endpoint is the "
                            "cluster's own, to be copied from the instance"
                        ),
                        sources=(
                            "speech-to-text-data making-requests.md@2019-06-27",
                            "release-notes-data.md@2026-06-30 (28 June 2019)",
                            "getting-started.md@2026-06-30",
                        ),
                    ),
                ),
                located=False,
                auth=("token", "authorize_url"),
                learning_opt_out=False,
                first_release="2019-06-28",
                out_of_service={"1.1.x": "2021-09-30", "1.2.x": "2022-05-01"},
                notes=(
                    "logs no requests",
                    "its certificate is self-signed by default: trust it, or switch verification off (discouraged)",
                    "never had watson-token or X-Watson-Authorization-Token",
                ),
                sources=(
                    "release-notes-data.md@2026-06-30 (28 June 2019)",
                    "speech-to-text-data making-requests.md@2019-06-27",
                    "data-security.md@2026-06-30",
                ),
            ),
            Platform(
                id="software-hub",
                name="IBM Software Hub",
                addresses=(),
                located=False,
                auth=("token", "authorize_url"),
                learning_opt_out=False,
                first_release="2024-12-11",
                releases={
                    "5.1.0": "2024-12-11",
                    "5.1.1": "2025-02-26",
                    "5.1.2": "2025-03-26",
                    "5.1.3": "2025-04-30",
                    "5.2.0": "2025-06-11",
                    "5.2.1": "2025-08-27",
                    "5.2.2": "2025-10-29",
                    "5.3.0": "2025-12-16",
                    "5.3.1": "2026-02-27",
                },
                notes=(
                    "follows Cloud Pak for Data in the documentation and shares its examples",
                    "logs no requests",
                ),
                sources=(
                    "release-notes-hub.md@2026-06-30",
                    "acoustic-use.md@2026-06-30",
                    "data-security.md@2026-06-30",
                ),
            ),
        )
    }
)
"""The platforms by their names in a profile."""

_LOCATIONS_SOURCES = (
    "websockets.md@2026-06-30",
    "websockets.md@2020-07-04",
    "websockets.md@2019-12-09",
    "release-notes.md@2026-06-30",
    "at-events.md@2026-06-30",
)


def _location(name: str, city: str, historic_host: str, iam_since: Day, introduced: Day | None = None) -> Location:
    return Location(
        id=name,
        city=city,
        introduced=introduced,
        iam_since=iam_since,
        historic_host=historic_host,
        sources=_LOCATIONS_SOURCES,
    )


LOCATIONS: Mapping[str, Location] = MappingProxyType(
    {
        row.id: row
        for row in (
            _location("us-south", "Dallas", "stream.watsonplatform.net", "2018-10-30"),
            _location("us-east", "Washington, DC", "gateway-wdc.watsonplatform.net", "2018-06-12"),
            _location("eu-de", "Frankfurt", "stream-fra.watsonplatform.net", "2018-10-30"),
            _location("au-syd", "Sydney", "gateway-syd.watsonplatform.net", "2018-05-15"),
            _location("jp-tok", "Tokyo", "gateway-tok.watsonplatform.net", "2018-11-07", introduced="2018-11-07"),
            _location("eu-gb", "London", "gateway-lon.watsonplatform.net", "2018-12-13", introduced="2018-12-13"),
            _location("kr-seo", "Seoul", "gateway-seo.watsonplatform.net", "2019-11-12", introduced="2019-11-12"),
        )
    }
)
"""The locations of IBM Cloud that have the service."""

HISTORIC_DOMAIN = "watsonplatform.net"
HISTORIC_HOSTS: Mapping[str, str] = MappingProxyType({row.historic_host: row.id for row in LOCATIONS.values()})
"""The hosts of the past, with the location that took their place.

Until the newer locations had their own, stream.watsonplatform.net also served UK, and gateway-syd.watsonplatform.net
AP North (websockets.md@2018-07-18).
"""
HISTORIC_RETIREMENT: tuple[Statement, ...] = (
    Statement(
        day="2020-12-31",
        text="work at least until December 2020",
        source="release-notes.md@2026-06-30 (12 December 2019)",
    ),
    Statement(day="2021-02-12", text="retired 2021-02-12", source="watson endpoints-change.md@2020-10-06"),
    Statement(day="2021-05-26", text="stop working after 2021-05-26", source="readme of a Watson SDK, undated"),
)
"""What the sources say on the end of the hosts of the past; the first names only the month. Later ones postpone
earlier ones."""
HISTORIC_LAST_DAY: Day = "2021-05-26"
"""The latest of those days."""

AUTH_KINDS: Mapping[str, AuthKind] = MappingProxyType(
    {
        row.id: row
        for row in (
            AuthKind(
                id="apikey",
                scheme="Basic",
                platforms=("ibm-cloud",),
                keys=("apikey",),
                secrets=("apikey",),
                carried_on={"sync-http": "basic", "async-http": "basic", "websocket": "exchange"},
                user="apikey",
                since="2018-05-15",
                notes=(
                    "cannot open a WebSocket: it is exchanged for an access token first",
                    "for tests; production should use a token, since every call looks the key up",
                    "service-specific, user and service ID keys alike",
                    "its first day is that of the first location, au-syd; the others have theirs in LOCATIONS",
                ),
                sources=(
                    "acoustic-use.md@2026-06-30",
                    "watson getting-started-iam.md@2020-09-15",
                    "getting-started.md@2026-06-30",
                    "release-notes.md@2026-06-30 (30 October 2018)",
                ),
            ),
            AuthKind(
                id="token",
                scheme="Bearer",
                platforms=("ibm-cloud", "cloud-pak-for-data", "software-hub"),
                keys=("token",),
                secrets=("token",),
                carried_on={"sync-http": "bearer", "async-http": "bearer", "websocket": "query"},
                since="2018-05-15",
                notes=(
                    "IBM Cloud: an IAM access token, good for an hour; installations: a bearer token of the cluster",
                    "WebSocket: the access_token parameter since 2018-05-25 in Sydney, since 2019-01-28 everywhere",
                    "WebSocket: the Python SDK sends an Authorization header on the handshake instead",
                    "an open WebSocket outlives the expiry and the deletion of its token",
                ),
                sources=(
                    "watson getting-started-iam.md@2020-09-15",
                    "websockets.md@2026-06-30",
                    "release-notes.md@2026-06-30 (28 January 2019)",
                    "data-security.md@2026-06-30",
                ),
            ),
            AuthKind(
                id="authorize_url",
                scheme="Bearer",
                platforms=("cloud-pak-for-data", "software-hub"),
                keys=("authorize_url", "username"),
                one_of=("password", "api_key"),
                secrets=("password", "api_key"),
                carried_on={"sync-http": "exchange", "async-http": "exchange", "websocket": "exchange"},
                notes=("no source says when its token expires",),
                sources=(
                    "python-sdk-core Authentication.md",
                    "python-sdk-core cp4d token manager",
                    "speech-to-text-data making-requests.md@2019-06-27",
                ),
            ),
        )
    }
)
"""The kinds of authentication, by the key of `auth` that tells them apart."""

RETIRED_AUTH_KINDS: Mapping[str, AuthKind] = MappingProxyType(
    {
        row.id: row
        for row in (
            AuthKind(
                id="cf-basic",
                scheme="Basic",
                platforms=("ibm-cloud",),
                carried_on={"sync-http": "basic", "async-http": "basic"},
                until="2023-06-01",
                replaced_by="apikey",
                notes=(
                    "user name and password of a Cloud Foundry instance",
                    "no new instances after the IAM date of each location; end of support of Cloud Foundry 2023-06-01",
                ),
                sources=(
                    "release-notes.md@2026-06-30 (30 October 2018, 20 January 2023)",
                    "watson migrate.md@2019-04-12",
                ),
            ),
            AuthKind(
                id="watson-token",
                scheme="token from Cloud Foundry credentials",
                platforms=("ibm-cloud",),
                carried_on={"sync-http": "header", "async-http": "header", "websocket": "query"},
                until="2020-09-28",
                replaced_by="token",
                notes=(
                    "X-Watson-Authorization-Token over HTTP, watson-token on a WebSocket; good for an hour",
                    "in the documentation until 2020-09-28; never on Cloud Pak for Data",
                ),
                sources=(
                    "summary.md@2020-07-04",
                    "watson getting-started-tokens.md@2018-05-07",
                    "docs commit 2020-09-28",
                ),
            ),
        )
    }
)
"""Kinds of authentication of the past, which no profile has."""
