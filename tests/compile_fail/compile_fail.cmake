# cmake -DCOMPILER=… -DSOURCE=… -DINCLUDE=… -P compile_fail.cmake: succeeds when SOURCE fails in the way it expects.
# With `#ifdef CONTEND_VALID` a source may hold the corrected program, which must then compile.
file(STRINGS "${SOURCE}" first LIMIT_COUNT 1)
if(NOT first MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "${SOURCE}: the first line must be `// expect: <regular expression>`")
endif()
set(expected "${CMAKE_MATCH_1}")
set(compile "${COMPILER}" -std=c++17 -fsyntax-only "-I${INCLUDE}")

execute_process(COMMAND ${compile} "${SOURCE}" RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, and should not")
endif()
if(NOT output MATCHES "${expected}")
  message(FATAL_ERROR "${SOURCE}: the compiler does not say /${expected}/, but\n${output}")
endif()

file(STRINGS "${SOURCE}" valid REGEX "CONTEND_VALID" LIMIT_COUNT 1)
if(valid)
  execute_process(COMMAND ${compile} -DCONTEND_VALID "${SOURCE}" RESULT_VARIABLE result ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${SOURCE}: the corrected program does not compile\n${output}")
  endif()
endif()
