# cmake -DPROGRAM=... -P WritePage.cmake -- ARGUMENTS OUT: what the program prints for the arguments (a list), as a file.
math(EXPR last "${CMAKE_ARGC} - 1")
math(EXPR before "${CMAKE_ARGC} - 2")
set(arguments ${CMAKE_ARGV${before}})
get_filename_component(folder ${CMAKE_ARGV${last}} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
execute_process(COMMAND ${PROGRAM} ${arguments} OUTPUT_FILE ${CMAKE_ARGV${last}} COMMAND_ERROR_IS_FATAL ANY)
