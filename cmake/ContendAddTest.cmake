# contend_add_test(<name> SOURCES <file>... [LIBRARIES <target>...] [LABELS <label>...] [TEST_PREFIX <prefix>]
#                  [TIMEOUT <seconds>] [PROCESSORS <n>] [REPORT_DIR <directory>] [CORPUS <directory>]
#                  [SUPPRESSIONS <file>] [WRAP auto|setarch|none] [ENVIRONMENT <variable>=<value>...])
#
# An executable under contend, each of its GoogleTest tests a CTest test with the label `race`. Reports go to
# REPORT_DIR, by default contend-report in the top build directory.
#
#   PROCESSORS    how many worker processes a test has, and what CTest reckons with when it runs tests at a time.
#                 Default: a worker a core, and CTest reckons with one.
#   CORPUS        the folder of past findings (option `regressions`), fit to commit. What tests find is added to it, and
#                 each file of it is a test of its own, with the label `race-regression`, that replays it alone.
#   TIMEOUT       seconds, after which CTest stops a test. Default: CONTEND_TEST_TIMEOUT, and without that 300.
#   SUPPRESSIONS  races to tolerate (option `suppressions`)
#   WRAP          how a test is started: by `setarch -R`, without address-space randomisation, by itself, or as the
#                 machine needs it: older runtimes of ThreadSanitizer do not start where there is much of it.
#
# Built without ThreadSanitizer (CONTEND_TSAN off) the label is `race-notsan`.
include_guard(GLOBAL)

# Clang's runtime names the frames of a stack with the llvm-symbolizer it finds in the PATH. Packages that are installed
# beside another version bring it under another name; the folder of the original does.
if(CONTEND_TSAN AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  string(REGEX MATCH "^[0-9]+" contend_clang_major "${CMAKE_CXX_COMPILER_VERSION}")
  find_program(CONTEND_SYMBOLIZER NAMES llvm-symbolizer-${contend_clang_major} llvm-symbolizer)
  mark_as_advanced(CONTEND_SYMBOLIZER)
endif()

function(contend_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "TEST_PREFIX;TIMEOUT;PROCESSORS;REPORT_DIR;CORPUS;SUPPRESSIONS;WRAP"
                        "SOURCES;LIBRARIES;LABELS;ENVIRONMENT")
  if(test_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "contend_add_test(${name}): unknown: ${test_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT test_SOURCES)
    message(FATAL_ERROR "contend_add_test(${name}): SOURCES is missing")
  endif()
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 300)
    if(CONTEND_TEST_TIMEOUT)
      set(test_TIMEOUT ${CONTEND_TEST_TIMEOUT})
    endif()
  endif()
  if(NOT test_REPORT_DIR)
    set(test_REPORT_DIR "${CMAKE_BINARY_DIR}/contend-report")
  endif()
  contend_test_settings()
  # Here and not above: its variables must be those of the calling project's directory.
  include(GoogleTest)
  add_executable(${name} ${test_SOURCES})
  target_link_libraries(${name} PRIVATE ${test_LIBRARIES} contend::gtest_main)
  set_target_properties(${name} PROPERTIES ENABLE_EXPORTS ON CROSSCOMPILING_EMULATOR "${test_launcher}")
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${test_TEST_PREFIX}" TEST_LIST
                       ${name}_tests)
  contend_test_properties(${name})
  if(test_CORPUS)
    contend_corpus_tests(${name})
  endif()
endfunction()

# What all tests of the executable have: the variables test_label, test_environment, test_modification, test_files,
# test_launcher.
macro(contend_test_settings)
  set(test_label race)
  if(NOT CONTEND_TSAN)
    set(test_label race-notsan)
  endif()
  set(test_environment "CONTEND_REPORT_DIR=${test_REPORT_DIR}")
  set(test_files "")
  if(test_CORPUS)
    cmake_path(ABSOLUTE_PATH test_CORPUS NORMALIZE)
    list(APPEND test_environment "CONTEND_REGRESSIONS=${test_CORPUS}")
  endif()
  if(test_SUPPRESSIONS)
    cmake_path(ABSOLUTE_PATH test_SUPPRESSIONS NORMALIZE)
    list(APPEND test_environment "CONTEND_SUPPRESSIONS=${test_SUPPRESSIONS}")
    set(test_files "${test_SUPPRESSIONS}")
  endif()
  if(test_PROCESSORS)
    list(APPEND test_environment "CONTEND_JOBS=${test_PROCESSORS}")
  else()
    set(test_PROCESSORS 1)
  endif()
  list(APPEND test_environment ${test_ENVIRONMENT})
  set(test_modification "")
  if(CONTEND_SYMBOLIZER)
    file(REAL_PATH "${CONTEND_SYMBOLIZER}" test_symbolizer)
    cmake_path(GET test_symbolizer PARENT_PATH test_symbolizer_folder)
    set(test_modification "PATH=path_list_append:${test_symbolizer_folder}")
  endif()
  contend_launcher(test_launcher "${test_WRAP}")
endmacro()

# gtest_discover_tests() flattens lists in its PROPERTIES. So they are set by a file that CTest reads after discovery.
function(contend_test_properties name)
  set(labels ${test_label} ${test_LABELS})
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${name}_properties.cmake")
  file(
    CONFIGURE
    OUTPUT "${file}"
    CONTENT
      [[
foreach(test IN LISTS @name@_tests)
  set_tests_properties("${test}" PROPERTIES
    LABELS [==[@labels@]==]
    TIMEOUT @test_TIMEOUT@
    PROCESSORS @test_PROCESSORS@
    SKIP_RETURN_CODE 77
    REQUIRED_FILES [==[@test_files@]==]
    ENVIRONMENT [==[@test_environment@]==]
    ENVIRONMENT_MODIFICATION [==[@test_modification@]==])
endforeach()
]]
    @ONLY)
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${file}")
endfunction()

# A test for each file of past findings. Its first line says whose they are; a test that explores several times has
# several subjects, with a number behind its name.
function(contend_corpus_tests name)
  file(GLOB files CONFIGURE_DEPENDS "${test_CORPUS}/*.txt")
  foreach(file IN LISTS files)
    cmake_path(GET file STEM LAST_ONLY stem)
    set(subject "${stem}")
    file(STRINGS "${file}" lines LIMIT_COUNT 1 REGEX "^# Findings of ")
    if(lines MATCHES "^# Findings of ([^,]+)")
      set(subject "${CMAKE_MATCH_1}")
    endif()
    string(REGEX REPLACE "#.*" "" gtest_name "${subject}")
    # A report of its own: the search's has the same name.
    list(TRANSFORM test_environment REPLACE "^CONTEND_REPORT_DIR=.*" "\\0/regressions" OUTPUT_VARIABLE environment)
    add_test(NAME "${test_TEST_PREFIX}${stem}.regressions" COMMAND ${name} "--gtest_filter=${gtest_name}"
                                                                  --contend_strategy=replay)
    set_tests_properties(
      "${test_TEST_PREFIX}${stem}.regressions"
      PROPERTIES LABELS "race-regression;${test_LABELS}"
                 TIMEOUT ${test_TIMEOUT}
                 SKIP_RETURN_CODE 77
                 REQUIRED_FILES "${file};${test_files}"
                 ENVIRONMENT "${environment}"
                 ENVIRONMENT_MODIFICATION "${test_modification}")
  endforeach()
endfunction()

# The command that tests are started by; empty: none. ThreadSanitizer lays out the address space in ranges of its own, and
# what lies elsewhere keeps it from starting; how much is moved about is the kernel's choice. So it is tried.
function(contend_launcher out wrap)
  set(${out} "" PARENT_SCOPE)
  if(NOT wrap)
    set(wrap auto)
  endif()
  if(NOT wrap MATCHES "^(auto|setarch|none)$")
    message(FATAL_ERROR "contend_add_test: WRAP is auto, setarch or none, not ${wrap}")
  endif()
  if(wrap STREQUAL "none" OR CMAKE_CROSSCOMPILING)
    return()
  endif()
  find_program(CONTEND_SETARCH setarch)
  mark_as_advanced(CONTEND_SETARCH)
  if(wrap STREQUAL "setarch" AND NOT CONTEND_SETARCH)
    message(FATAL_ERROR "contend_add_test: WRAP setarch: there is no setarch: install util-linux")
  endif()
  if(wrap STREQUAL "auto")
    contend_try_start()
  endif()
  if(wrap STREQUAL "setarch" OR (CONTEND_STARTS STREQUAL "wrapped"))
    set(${out} "${CONTEND_SETARCH};${CMAKE_HOST_SYSTEM_PROCESSOR};-R" PARENT_SCOPE)
  endif()
endfunction()

# Sets CONTEND_STARTS in the cache, once: whether programs under ThreadSanitizer start `plain`, only `wrapped`, or `not`.
function(contend_try_start)
  if(DEFINED CACHE{CONTEND_STARTS} OR NOT CONTEND_TSAN)
    return()
  endif()
  set(folder "${CMAKE_BINARY_DIR}/CMakeFiles/contend_starts")
  set(starts not)
  file(WRITE "${folder}/main.cpp" "int main() {}\n")
  try_compile(
    compiled "${folder}" "${folder}/main.cpp"
    COMPILE_DEFINITIONS -fsanitize=thread
    LINK_OPTIONS -fsanitize=thread
    COPY_FILE "${folder}/program")
  if(compiled)
    # Where it fails it does so by chance, in some starts.
    foreach(way IN ITEMS plain wrapped)
      set(command "${folder}/program")
      if(way STREQUAL "wrapped")
        set(command ${CONTEND_SETARCH} ${CMAKE_HOST_SYSTEM_PROCESSOR} -R "${folder}/program")
      endif()
      set(failures 0)
      foreach(i RANGE 1 20)
        execute_process(COMMAND ${command} RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
        if(NOT result STREQUAL "0")
          math(EXPR failures "${failures} + 1")
        endif()
      endforeach()
      if(failures EQUAL 0)
        set(starts ${way})
        break()
      endif()
    endforeach()
  endif()
  if(starts STREQUAL "wrapped")
    message(STATUS "contend: tests are started by setarch -R: ThreadSanitizer does not start where so much of the "
                   "address space is random")
  elseif(starts STREQUAL "not")
    message(WARNING "contend: a program built with -fsanitize=thread does not build or start here: `contend doctor` says why")
  endif()
  set(CONTEND_STARTS ${starts} CACHE INTERNAL "how programs under ThreadSanitizer start")
endfunction()
