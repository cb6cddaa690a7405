# Precompiled headers for builds that start from nothing (WSUS_PCH): a third of the time of a room's file and two fifths
# of a test's go into reading and instantiating the same few headers of others.
#
# Two of them for the whole project, each built once by an otherwise empty target: the flags of a precompiled header have
# to be those of the files that use it, and tests are not optimised. Our own headers are in neither: a file has to include
# what it uses, and the builds without WSUS_PCH (all but CI's) show it when one does not.
option(WSUS_PCH "Precompiled headers, for builds without a warm ccache (the two get in each other's way)" OFF)

if(WSUS_PCH)
  # gcc takes a precompiled header only where each macro that it knows is defined, whether the file needs it or not: fmt's
  # go to everybody. Were it refused all the same, the build would only be slow; ./lab counts the warnings.
  target_link_libraries(wsus_options INTERFACE fmt::fmt)
  target_compile_options(wsus_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-error=invalid-pch>)
  # gcc looks for garbage whenever memory has doubled since the last time, and a precompiled header is memory to look
  # through. A tenth of a file's time; the largest of our files take half a gigabyte.
  target_compile_options(wsus_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:SHELL:--param ggc-min-heapsize=524288>")
endif()

# wsus_precompiled(HOLDER LIBS ... HEADERS ...): a target that builds the precompiled header of one set of flags.
function(wsus_precompiled holder)
  cmake_parse_arguments(ARG "" "" "LIBS;HEADERS" ${ARGN})
  set(source ${CMAKE_BINARY_DIR}/precompiled/${holder}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Precompiled headers need a target with a file.\n")
  add_library(${holder} OBJECT ${source})
  target_link_libraries(${holder} PRIVATE wsus_options ${ARG_LIBS})
  target_precompile_headers(${holder} PRIVATE ${ARG_HEADERS})
endfunction()

# wsus_use_precompiled(TARGET HOLDER): nothing where WSUS_PCH is off.
function(wsus_use_precompiled target holder)
  if(WSUS_PCH)
    target_precompile_headers(${target} REUSE_FROM ${holder})
  endif()
endfunction()

set(wsus_precompiled_std
  <algorithm> <array> <charconv> <chrono> <cstddef> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <mutex>
  <optional> <set> <span> <sstream> <stdexcept> <string> <string_view> <system_error> <unordered_map> <utility> <variant>
  <vector> <fmt/format.h>)

if(WSUS_PCH)
  wsus_precompiled(wsus_precompiled_rooms HEADERS ${wsus_precompiled_std})
endif()
