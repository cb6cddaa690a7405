#!/usr/bin/python3
"""A SOAP client that nobody here wrote (zeep) against wsus-mock: it reads the WSDL of each service from the server and
performs every operation of the three services, and Ping; results and the ErrorCode of faults are checked.

Usage: zeep_client.py PATH-OF-wsus-mock PATH-OF-Monitorable.wsdl
Exit code 0: all held. Otherwise the first broken expectation ends it with a traceback.
"""

import datetime
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import urllib.request
import uuid

import zeep
import zeep.exceptions

# Conforms: GetAuthorizationCookie GetConfig GetCookie RegisterComputer StartCategoryScan SyncUpdates SyncPrinterCatalog RefreshCache GetExtendedUpdateInfo GetExtendedUpdateInfo2 GetFileLocations ReportEventBatch ReportEventBatch2 GetRequiredInventoryType ReportInventory HTTP.wsdl | WsdlClient.ZeepPerformsEveryOperation
CATALOGUE = """
generate: {revisions: 60, installed_non_leaf: 6, superseded_chains: 1, content_files: 2, approved: 2026-10-04}
"""
PATHS = {
    "SimpleAuthWebService": "/SimpleAuthWebService/SimpleAuth.asmx",
    "ClientWebService": "/ClientWebService/client.asmx",
    "ReportingWebService": "/ReportingWebService/ReportingWebService.asmx",
}
CLIENT_ID = "e1da06a3-5601-43c9-bac3-52d5db701494"
NO_UPDATE = {"UpdateID": "00000000-0000-0000-0000-000000000000", "RevisionNumber": 0}
NOW = datetime.datetime(2026, 10, 4, 15, 4, 0, tzinfo=datetime.timezone.utc)
performed = set()
os.environ["no_proxy"] = "127.0.0.1"  # a proxy of the user's is not asked for the server of the test


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


class Mock:
    """wsus-mock on free ports; ended by leaving the block."""

    def __init__(self, program, folder, *options):
        (folder / "catalogue.yaml").write_text(CATALOGUE)
        ports = folder / "ports.json"
        ports.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [program, "--http", "127.0.0.1:0", "--ports-file", "ports.json", "--catalog", "catalogue.yaml", "--log-dir",
             "logs", *options], cwd=folder, stdout=subprocess.DEVNULL)
        while not ports.exists():  # written in one step once it listens
            expect(self.process.poll() is None, "wsus-mock ended before it listened")
            os.sched_yield()
        self.url = f"http://127.0.0.1:{json.loads(ports.read_text())['http']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait()
        expect(code == 0, f"wsus-mock ended with {code}")


class ExactLastChange(zeep.Plugin):
    """Gives LastChange back to the letter: Python's datetime ends at microseconds, the server's ticks are 100 ns."""

    text = ""

    def ingress(self, envelope, http_headers, operation):
        self.text = envelope.findtext(".//{*}LastChange") or self.text
        return envelope, http_headers

    def egress(self, envelope, http_headers, operation, binding_options):
        for element in envelope.iter("{*}lastChange"):
            seconds = len("2026-10-04T15:04:00")
            if element.text[:seconds] == self.text[:seconds]:
                element.text = self.text
        return envelope, http_headers


class Service:
    """One web service, made of the WSDL that the server gave."""

    def __init__(self, mock, name):
        self.name = name
        self.client = zeep.Client(f"{mock.url}{PATHS[name]}?wsdl", plugins=[ExactLastChange()])
        address = self.client.service._binding_options["address"]
        expect(address == mock.url + PATHS[name], f"soap:address is {address}")

    def operations(self):
        (port,) = self.client.wsdl.services[self.name].ports.values()
        return set(port.binding._operations)

    def __call__(self, operation, **arguments):
        performed.add((self.name, operation))
        return self.client.service[operation](**arguments)

    def fault(self, code, operation, **arguments):
        """The call is refused, and the fault's detail has this ErrorCode."""
        try:
            answer = self(operation, **arguments)
        except zeep.exceptions.Fault as fault:
            expect(fault.detail is not None, f"{operation}: a fault without detail: {fault.message}")
            found = fault.detail.findtext("ErrorCode")
            expect(found == code, f"{operation}: ErrorCode {found} instead of {code}")
            return fault.detail.findtext("Message")
        raise AssertionError(f"{operation} answered instead of {code}: {answer}")


def take_cookie(auth, client):
    config = client("GetConfig", protocolVersion="2.90")
    expect(config.AuthInfo.AuthPlugInInfo[0].PlugInID == "SimpleTargeting", "plug-in")
    properties = {item.Name: item.Value for item in config.Properties.ConfigurationProperty}
    expect(properties["MaxExtendedUpdatesPerRequest"] == "50", properties)
    issued = auth("GetAuthorizationCookie", clientId=CLIENT_ID, dnsName="pc01.lab.example")
    authorization = {"PlugInId": issued.PlugInId, "CookieData": issued.CookieData}  # of another namespace there
    auth.fault("InternalServerError", "GetAuthorizationCookie", clientId="", dnsName="pc01")
    arguments = {"lastChange": config.LastChange, "currentTime": NOW, "protocolVersion": "2.90"}
    client.fault("InvalidAuthorizationCookie", "GetCookie", authCookies={"AuthorizationCookie": []}, **arguments)
    cookie = client("GetCookie", authCookies={"AuthorizationCookie": [authorization]}, **arguments)
    expect(cookie.Expiration is not None and cookie.EncryptedData, "cookie")
    client.fault("ConfigChanged", "GetCookie", authCookies={"AuthorizationCookie": [authorization]},
                 **{**arguments, "lastChange": NOW})
    return cookie


def computer_info():
    numbers = dict.fromkeys(
        ["OSMajorVersion", "OSMinorVersion", "OSBuildNumber", "OSServicePackMajorNumber", "OSServicePackMinorNumber",
         "SuiteMask", "OldProductType", "NewProductType", "SystemMetrics", "ClientVersionMajorNumber",
         "ClientVersionMinorNumber", "ClientVersionBuildNumber", "ClientVersionQfeNumber"], 1)
    return {"DnsName": "pc01.lab.example", "BiosReleaseDate": NOW, **numbers}


def sync(client, cookie, installed=(), others=()):
    parameters = {"ExpressQuery": False, "SkipSoftwareSync": False,
                  "InstalledNonLeafUpdateIDs": {"int": list(installed)}, "OtherCachedUpdateIDs": {"int": list(others)}}
    return client("SyncUpdates", cookie=cookie, parameters=parameters)


def identity_of(core):
    found = re.search(r'<UpdateIdentity UpdateID="([^"]+)" RevisionNumber="(\d+)"', core)
    return {"UpdateID": found[1], "RevisionNumber": int(found[2])}


def scan(client, cookie):
    """Rounds of SyncUpdates as an agent makes them that finds every non-leaf installed. Returns ids, the identities of
    the leaves, and the cookie."""
    installed, others, identities = [], [], []
    while True:
        info = sync(client, cookie, installed, others)
        cookie = info.NewCookie
        new = info.NewUpdates.UpdateInfo if info.NewUpdates else []
        installed += [update.ID for update in new if not update.IsLeaf]
        others += [update.ID for update in new if update.IsLeaf]
        identities += [identity_of(update.Xml) for update in new if update.IsLeaf]
        if not info.Truncated and all(update.IsLeaf for update in new):
            return installed, others, identities, cookie


def check_updates(client, cookie):
    client.fault("RegistrationRequired", "SyncUpdates", cookie=cookie,
                 parameters={"ExpressQuery": False, "SkipSoftwareSync": False})
    client("RegisterComputer", cookie=cookie, computerInfo=computer_info())
    client.fault("InvalidParameters", "SyncUpdates", cookie=cookie)
    installed, others, identities, cookie = scan(client, cookie)
    expect(len(installed) >= 6 and len(others) > 20, (installed, others))
    message = client.fault("InvalidParameters", "SyncUpdates", cookie=cookie,
                           parameters={"ExpressQuery": False, "SkipSoftwareSync": False,
                                       "InstalledNonLeafUpdateIDs": {"int": [1] * 401}})
    expect(message == "parameters.InstalledNonLeafUpdateIDs", message)

    categories = client("StartCategoryScan", requestedCategories={"CategoryRelationship": [
        {"IndexOfAndGroup": 0, "CategoryId": str(uuid.UUID(int=5))}]})
    expect(categories.requestedCategoryIdsInError.guid == [str(uuid.UUID(int=5))], categories)

    printers = client("SyncPrinterCatalog", cookie=cookie, printerUpdateIDs={"int": [999_999]})
    expect(printers.OutOfScopeRevisionIDs.int == [999_999] and not printers.Truncated, printers)
    return others, identities, cookie


def check_files(client, cookie, ids):
    digests = []
    types = {"XmlUpdateFragmentType": ["Extended", "LocalizedProperties"]}
    for first in range(0, len(ids), 50):
        info = client("GetExtendedUpdateInfo", cookie=cookie, revisionIDs={"int": ids[first:first + 50]},
                      infoTypes=types, locales={"string": ["en-US", "en"]})
        expect(len(info.Updates.Update) == 2 * len(ids[first:first + 50]), "fragments")
        digests += [location.FileDigest for location in info.FileLocations.FileLocation] if info.FileLocations else []
    expect(len(digests) == 2, f"{len(digests)} files")
    client.fault("InvalidParameters", "GetExtendedUpdateInfo", cookie=cookie, revisionIDs={"int": [1] * 51},
                 infoTypes=types, locales={"string": ["en"]})

    located = client("GetFileLocations", cookie=cookie, fileDigests={"base64Binary": digests + [b"\1" * 20]})
    expect({item.FileDigest for item in located.FileLocations.FileLocation} == set(digests), "locations")
    expect(all("/Content/" in item.Url for item in located.FileLocations.FileLocation), "URLs")
    client.fault("InvalidParameters", "GetFileLocations", cookie=cookie, fileDigests={"base64Binary": [b"\1" * 19]})
    return located.NewCookie


def check_identities(client, cookie, ids, identities):
    unknown = {"UpdateID": str(uuid.UUID(int=9)), "RevisionNumber": 1}
    locations = 0
    for first in range(0, len(identities), 49):
        asked = identities[first:first + 49]
        info = client("GetExtendedUpdateInfo2", cookie=cookie, updateIDs={"UpdateIdentity": [unknown, *asked]},
                      infoTypes={"XmlUpdateFragmentType": ["FileUrl", "FileDecryption"]})
        details = info.UpdateEncryptionDetails.UpdateEncryptionDetail
        expect(len(details) == len(asked) and not any(item.HasEncryptedFiles for item in details), details)
        locations += len(info.FileLocations.FileLocation) if info.FileLocations else 0
    expect(locations == 2, f"{locations} locations by identity")
    client.fault("InvalidParameters", "GetExtendedUpdateInfo2", cookie=cookie,
                 infoTypes={"XmlUpdateFragmentType": ["FileUrl"]})
    refreshed = client("RefreshCache", cookie=cookie, globalIDs={"UpdateIdentity": [unknown, *identities]})
    expected = {identity["UpdateID"]: number for identity, number in zip(identities, ids)}
    expect(len(refreshed) > 10, refreshed)  # bundle children are left out
    expect(all(expected[item.GlobalID.UpdateID] == item.RevisionID for item in refreshed), refreshed)
    client.fault("InvalidCookie", "RefreshCache", cookie={"Expiration": NOW, "EncryptedData": b"no"},
                 globalIDs={"UpdateIdentity": identities})


def check_live(client):
    client_configuration = {"ProcessorArchitecture": "Amd64Compatible", "AlwaysOnAlwaysConnected": False,
                            "ProtocolVersion": "2.90"}
    expect(client("GetConfig2", clientConfiguration=client_configuration).IsRegistrationRequired, "GetConfig2")
    expect(len(client("GetTimestamps", timestamps={"dateTime": [NOW, NOW]})) == 2, "GetTimestamps")


def event(number):
    basic = {"TargetID": {"Sid": CLIENT_ID}, "SequenceNumber": 0, "TimeAtTarget": NOW,
             "EventInstanceID": str(uuid.UUID(int=number)), "NamespaceID": 1, "EventID": number, "SourceID": 101,
             "UpdateID": NO_UPDATE, "Win32HResult": 0, "AppName": "zeep"}
    version = {"Major": 10, "Minor": 0, "Build": 26200, "Revision": 0, "ServicePackMajor": 0, "ServicePackMinor": 0}
    extended = {"MiscData": {"string": ["G=1"]}, "ProcessorArchitecture": "Amd64Compatible", "OSVersion": version,
                "OSLocaleID": 1033}
    return {"BasicData": basic, "ExtendedData": extended, "PrivateData": {}}


def check_reporting(reporting, cookie):
    batch = {"ReportingEvent": [event(147), event(156)]}
    cookie = {"Expiration": cookie.Expiration, "EncryptedData": cookie.EncryptedData}
    foreign = {"Expiration": NOW, "EncryptedData": b"no"}
    expect(reporting("ReportEventBatch", cookie=cookie, clientTime=NOW, eventBatch=batch) is True, "stored")
    reporting.fault("InvalidCookie", "ReportEventBatch", cookie=foreign, clientTime=NOW, eventBatch=batch)
    reporting.fault("InvalidParameters", "ReportEventBatch", cookie=cookie, clientTime=NOW)
    expect(reporting("ReportEventBatch2", computerId=CLIENT_ID, clientTime=NOW, eventBatch=batch) is True, "stored 2")
    expect(reporting("ReportEventBatch2", computerId="nobody", clientTime=NOW, eventBatch=batch) is False, "unknown")
    reporting.fault("InvalidParameters", "ReportEventBatch2", computerId="?", clientTime=NOW, eventBatch=batch)
    rules = str(uuid.UUID(int=1))
    expect(reporting("GetRequiredInventoryType", cookie=cookie, rulesId=rules, rulesVersion="1") == 0, "inventory type")
    inventory = {"IsCompressed": False, "RawXml": "<inventory/>"}
    expect(reporting("ReportInventory", cookie=cookie, clientTime=NOW, inventory=inventory) is True, "inventory")
    reporting.fault("InvalidParameters", "ReportInventory", cookie=cookie, clientTime=NOW)

    reporting.fault("InvalidCookie", "GetRollupConfiguration", cookie=cookie)
    reporting.fault("InvalidCookie", "RollupDownstreamServers", cookie=cookie, clientTime=NOW)
    reporting.fault("InvalidCookie", "RollupComputers", cookie=cookie, clientTime=NOW)
    reporting.fault("InvalidCookie", "GetOutOfSyncComputers", cookie=cookie, parentServerId=rules)
    reporting.fault("InvalidCookie", "RollupComputerStatus", cookie=cookie, clientTime=NOW, parentServerId=rules)


def ping(mock, wsdl, path):
    namespace = "{http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable}"
    return zeep.Client(wsdl).create_service(f"{namespace}MonitorableSoap", mock.url + path).Ping(pingLevel=0)


def check_ordinary_server(mock, wsdl):
    """Without the settings GetConfig2, GetTimestamps and Ping are unknown: faults without a WSUS detail."""
    client = Service(mock, "ClientWebService")
    for refused in (lambda: client("GetTimestamps", timestamps={"dateTime": []}),
                    lambda: client("GetConfig2"),
                    lambda: ping(mock, wsdl, PATHS["ClientWebService"])):
        try:
            answer = refused()
        except zeep.exceptions.Fault as fault:
            expect("ContractFilter mismatch" in fault.message, fault.message)
        else:
            raise AssertionError(f"answered: {answer}")
    page = urllib.request.urlopen(f"{mock.url}{PATHS['ClientWebService']}?WSDL").read().decode()
    expect("<wsdl:definitions" in page, "?WSDL in capitals")
    page = urllib.request.urlopen(f"{mock.url}{PATHS['ClientWebService']}").read().decode()
    expect("<wsdl:definitions" not in page, "the help page is no WSDL")


def main():
    program, wsdl = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="wsus-zeep-") as name:
        folder = pathlib.Path(name)
        with Mock(program, folder, "--live-operations", "--offer-ping") as mock:
            auth, client, reporting = (Service(mock, name) for name in PATHS)
            cookie = take_cookie(auth, client)
            ids, identities, cookie = check_updates(client, cookie)
            cookie = check_files(client, cookie, ids)
            check_identities(client, cookie, ids, identities)
            check_live(client)
            check_reporting(reporting, cookie)
            for service, path in PATHS.items():
                expect(ping(mock, wsdl, path).ServicesName == service, f"Ping of {service}")
            every = {(service.name, operation) for service in (auth, client, reporting)
                     for operation in service.operations()}
            expect(performed == every, f"not performed: {sorted(every - performed)}")
            expect(len(every) == 22, f"{len(every)} operations in the WSDLs")
        with Mock(program, folder) as mock:
            check_ordinary_server(mock, wsdl)
    print(f"{len(performed)} operations performed")


main()
