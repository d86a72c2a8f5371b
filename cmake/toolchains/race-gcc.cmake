# GCC 12, whose ThreadSanitizer runtime is the older of the two generations; else the GCC there is.
if(NOT CONTEND_GCC_COMPILER)
  find_program(contend_gcc NAMES g++-12 g++ NO_CACHE REQUIRED)
  set(CONTEND_GCC_COMPILER "${contend_gcc}" CACHE FILEPATH "compiler of the race-gcc preset")
endif()
set(CMAKE_CXX_COMPILER "${CONTEND_GCC_COMPILER}")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CONTEND_GCC_COMPILER)
