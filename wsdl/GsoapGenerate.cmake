# Generates gSOAP's C++ from WSDLs, at build time and into the build tree: generated code is never committed, because it
# carries time stamps and the licence of the generator.
find_package(PkgConfig REQUIRED)
# The module's macros (-DWITH_IPV6 -DWITH_DOM) shape struct soap and must be those of the installed library.
pkg_check_modules(GSOAP REQUIRED IMPORTED_TARGET GLOBAL gsoap++)
find_program(WSDL2H wsdl2h REQUIRED)
find_program(SOAPCPP2 soapcpp2 REQUIRED)
pkg_get_variable(GSOAP_PREFIX gsoap++ prefix)
find_path(GSOAP_IMPORT_DIR stlvector.h HINTS ${GSOAP_PREFIX} PATH_SUFFIXES share/gsoap/import REQUIRED)

# wsus_generate_soap(NAME TYPEMAP file WSDLS file... BINDINGS name... OURS file.cpp...)
# One library with the serialisers, and a proxy and a service class for every binding. All WSDLs go through one run: one
# set of serialisers, one namespace table, one fault detail. OURS: what generated code calls of
# ours: the serialisers of types that the type map declares `extern`, and the ends of messages (wire/message_ends.hpp).
# Paths are relative to the calling folder.
function(wsus_generate_soap name)
  cmake_parse_arguments(ARG "" "TYPEMAP" "WSDLS;BINDINGS;OURS" ${ARGN})
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/${name})
  file(MAKE_DIRECTORY ${dir})

  add_custom_command(
    OUTPUT ${dir}/all.h
    COMMAND ${WSDL2H} -c++17 -O4 -P -L -x -j -t ${ARG_TYPEMAP} -o ${dir}/all.h ${ARG_WSDLS}
    DEPENDS ${ARG_WSDLS} ${ARG_TYPEMAP}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    COMMENT "wsdl2h: ${ARG_WSDLS}" VERBATIM)

  set(sources ${dir}/soapC.cpp)
  set(others ${dir}/soapH.h ${dir}/soapStub.h)
  foreach(binding ${ARG_BINDINGS})
    list(APPEND sources ${dir}/soap${binding}Proxy.cpp ${dir}/soap${binding}Service.cpp)
    list(APPEND others ${dir}/soap${binding}Proxy.h ${dir}/soap${binding}Service.h ${dir}/${binding}.nsmap)
  endforeach()
  add_custom_command(
    OUTPUT ${sources} ${others}
    COMMAND ${SOAPCPP2} -j -1 -c++17 -L -x -w -I${GSOAP_IMPORT_DIR} -d${dir} ${dir}/all.h
    DEPENDS ${dir}/all.h
    COMMENT "soapcpp2: ${name}" VERBATIM)

  # The tables of all bindings are the same; libgsoap++ wants exactly one of them under the name `namespaces`.
  list(GET ARG_BINDINGS 0 first)
  file(CONFIGURE OUTPUT ${dir}/namespaces.cpp CONTENT "#include \"${first}.nsmap\"\n" @ONLY)
  set_property(SOURCE ${dir}/namespaces.cpp APPEND PROPERTY OBJECT_DEPENDS ${dir}/${first}.nsmap)

  add_library(${name} STATIC ${sources} ${others} ${dir}/namespaces.cpp ${ARG_OURS})
  # With sanitizers the serialisers take minutes at -O2, and nobody steps through them: -O1 is enough there.
  set_property(SOURCE ${sources} ${dir}/namespaces.cpp APPEND PROPERTY COMPILE_OPTIONS
    -w $<$<BOOL:${WSUS_SANITIZE}>:-O1>)
  # Declarations in gSOAP's header are renamed with the calls, so these need none of their own.
  set_property(SOURCE ${sources} APPEND PROPERTY COMPILE_DEFINITIONS
    soap_set_namespaces=wsus_soap_set_namespaces soap_begin=wsus_soap_begin soap_begin_recv=wsus_soap_begin_recv
    soap_end_recv=wsus_soap_end_recv)
  set_property(SOURCE ${ARG_OURS} APPEND PROPERTY COMPILE_OPTIONS
    $<TARGET_PROPERTY:wsus_options,INTERFACE_COMPILE_OPTIONS>)
  set_target_properties(${name} PROPERTIES CXX_CLANG_TIDY "" CXX_CPPCHECK "")
  target_include_directories(${name} SYSTEM PUBLIC ${dir})
  # The generated headers include those of the extern types by their path in the project.
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  # An operation that nobody overrides answers SOAP_NO_METHOD instead of failing to link.
  target_compile_definitions(${name} PUBLIC WITH_DEFAULT_VIRTUAL)
  target_link_libraries(${name} PUBLIC wsus_platform PkgConfig::GSOAP)
endfunction()
