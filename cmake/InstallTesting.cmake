# What `cmake --install BUILD --component development` installs: one archive with all rooms that the fixtures need, the
# public headers, and the package `wsuslab` for find_package. The prefix may be moved afterwards.
#
# One archive and not sixty: nobody outside has to know the rooms, or in which order they are linked.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
include(${CMAKE_CURRENT_LIST_DIR}/RoomsOf.cmake)

wsus_rooms_of(wsus_testing rooms others)

# What finds each library of others again, as lines of wsuslabConfig.cmake; "-": only the rooms' own sources need it. The
# key is the library's name as a C identifier.
set(find_Boost__headers "-")
set(find_Boost__json "find_dependency(Boost 1.81 COMPONENTS json)")
set(find_CLI11__CLI11 "-")
set(find_OpenSSL__Crypto "find_dependency(OpenSSL 3)")
set(find_OpenSSL__SSL "find_dependency(OpenSSL 3)")
set(find_PkgConfig__GSOAP "find_dependency(PkgConfig)\npkg_check_modules(GSOAP REQUIRED IMPORTED_TARGET gsoap++)")
set(find_SQLite__SQLite3 "find_dependency(SQLite3)")
set(find_Threads__Threads "find_dependency(Threads)")
set(find_fmt__fmt "find_dependency(fmt)")
set(find_prometheus_cpp__core "find_dependency(prometheus-cpp)")
set(find_prometheus_cpp__pull "find_dependency(prometheus-cpp)")
set(find_pugixml__pugixml "find_dependency(pugixml)")
set(find_spdlog__spdlog "find_dependency(spdlog)")
set(find_yaml_cpp "find_dependency(yaml-cpp)")

set(linked "")
set(finds "")
foreach(library ${others})
  string(MAKE_C_IDENTIFIER ${library} key)
  if(NOT DEFINED find_${key})
    message(FATAL_ERROR "The fixtures are linked with ${library}: say in cmake/InstallTesting.cmake how an installed wsuslab finds it")
  endif()
  if(NOT find_${key} STREQUAL "-")
    list(APPEND linked ${library})
    list(APPEND finds "${find_${key}}")
  endif()
endforeach()
list(REMOVE_DUPLICATES finds)
list(JOIN finds "\n" WSUSLAB_FIND_DEPENDENCIES)

add_library(wsuslab STATIC)
foreach(room ${rooms})
  target_sources(wsuslab PRIVATE $<TARGET_OBJECTS:${room}>)
endforeach()
set_target_properties(wsuslab PROPERTIES LINKER_LANGUAGE CXX EXPORT_NAME core)
target_compile_features(wsuslab INTERFACE cxx_std_20)
target_include_directories(wsuslab INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(wsuslab PRIVATE ${linked})
# gSOAP's shared library wants generated code: who uses no server must not be linked with it.
target_link_options(wsuslab INTERFACE LINKER:--as-needed)
if(WSUS_SANITIZE)
  list(JOIN WSUS_SANITIZE "," sanitizers)
  target_compile_options(wsuslab INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer)
  target_link_options(wsuslab INTERFACE -fsanitize=${sanitizers})
endif()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/wsuslab)
install(TARGETS wsuslab EXPORT wsuslab ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(EXPORT wsuslab NAMESPACE wsuslab:: FILE wsuslabTargets.cmake DESTINATION ${package_folder} COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/testing/include/wsuslab DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT development FILES_MATCHING PATTERN "*.hpp")
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/wsuslabConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/wsuslabConfig.cmake INSTALL_DESTINATION ${package_folder})
# Names and meaning of public members may change with a minor version before 1.0.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/wsuslabConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/wsuslabConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/wsuslabConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)
