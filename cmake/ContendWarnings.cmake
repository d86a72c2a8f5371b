# contend_warnings(target): the warnings our own code is held to. Never reaches a consumer's code.
function(contend_warnings target)
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            # GCC's full -Wshadow objects to a type in a class that has the name of one outside.
            $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>
            -Wnon-virtual-dtor
            -Wcast-align
            -Wold-style-cast
            # Fields that designated initialisers leave out have their default values.
            -Wno-missing-field-initializers
            # GoogleTest's macros under an `if`; `for (const std::string& name : {"a", "b"})`.
            -Wno-dangling-else
            -Wno-range-loop-construct
            # GCC: ThreadSanitizer does not model fences. contend schedules at them.
            $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>
            # GCC 12 sees overlaps in std::string that are not there (GCC bug 105651).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            $<$<BOOL:${CONTEND_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()
