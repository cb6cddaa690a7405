// Operations of ClientWebService, one file each. Generated types are named only; .cpp files include them.
#pragma once

#include "server/services/service_call.hpp"

class _client__GetConfig;
class _client__GetConfigResponse;
class _client__GetCookie;
class _client__GetCookieResponse;
class _client__RegisterComputer;
class _client__RegisterComputerResponse;
class _client__StartCategoryScan;
class _client__StartCategoryScanResponse;
class _client__SyncUpdates;
class _client__SyncUpdatesResponse;
class _client__RefreshCache;
class _client__RefreshCacheResponse;
class _client__GetExtendedUpdateInfo;
class _client__GetExtendedUpdateInfoResponse;
class _client__GetExtendedUpdateInfo2;
class _client__GetExtendedUpdateInfo2Response;
class _client__SyncPrinterCatalog;
class _client__SyncPrinterCatalogResponse;
class _client__GetFileLocations;
class _client__GetFileLocationsResponse;
class _client__GetConfig2;
class _client__GetConfig2Response;
class _client__GetTimestamps;
class _client__GetTimestampsResponse;

namespace wsus::services {

/// Each fills the response or throws Refused. What they allocate in `soap` dies with the message.
void get_config(ServiceCall&, struct soap*, _client__GetConfig const&, _client__GetConfigResponse&);
void get_cookie(ServiceCall&, struct soap*, _client__GetCookie const&, _client__GetCookieResponse&);
void register_computer(ServiceCall&, struct soap*, _client__RegisterComputer const&,
                       _client__RegisterComputerResponse&);
void start_category_scan(ServiceCall&, struct soap*, _client__StartCategoryScan const&,
                         _client__StartCategoryScanResponse&);
void sync_updates(ServiceCall&, struct soap*, _client__SyncUpdates const&, _client__SyncUpdatesResponse&);
void refresh_cache(ServiceCall&, struct soap*, _client__RefreshCache const&, _client__RefreshCacheResponse&);
void get_extended_update_info(ServiceCall&, struct soap*, _client__GetExtendedUpdateInfo const&,
                              _client__GetExtendedUpdateInfoResponse&);
void get_extended_update_info2(ServiceCall&, struct soap*, _client__GetExtendedUpdateInfo2 const&,
                               _client__GetExtendedUpdateInfo2Response&);
void sync_printer_catalog(ServiceCall&, struct soap*, _client__SyncPrinterCatalog const&,
                          _client__SyncPrinterCatalogResponse&);
void get_file_locations(ServiceCall&, struct soap*, _client__GetFileLocations const&,
                        _client__GetFileLocationsResponse&);

/// Of the public Windows Update only; offered with Settings::live_operations (wusp-protocol 3.4).
void get_config2(ServiceCall&, struct soap*, _client__GetConfig2 const&, _client__GetConfig2Response&);
void get_timestamps(ServiceCall&, struct soap*, _client__GetTimestamps const&, _client__GetTimestampsResponse&);

}  // namespace wsus::services
