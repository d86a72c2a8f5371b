# Debian's cross compiler, and an emulator to run what it builds. Nothing is found but what comes with the compiler.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# setarch: ThreadSanitizer's runtime starts a program anew without address-space randomisation, unless there is none, and
# the kernel can not start what is for another processor.
set(CMAKE_CROSSCOMPILING_EMULATOR setarch -R qemu-aarch64 -L /usr/aarch64-linux-gnu)
