# contend_warnings(target): the warnings our own code is held to. Never reaches a consumer's code.
function(contend_warnings target)
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            # GCC's full -Wshadow objects to a type in a class that has the name of one outside; Clang's, in a unity
            # build, to names of files that are compiled together. ci/tidy compiles with Clang file by file.
            $<IF:$<COMPILE_LANG_AND_ID:CXX,GNU>,-Wshadow=local,$<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>>
            $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
            -Wcast-align
            $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast>
            # Fields that designated initialisers leave out have their default values.
            -Wno-missing-field-initializers
            # GoogleTest's macros under an `if`; `for (const std::string& name : {"a", "b"})`.
            -Wno-dangling-else
            $<$<COMPILE_LANGUAGE:CXX>:-Wno-range-loop-construct>
            # GCC: ThreadSanitizer does not model fences. contend schedules at them.
            $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-tsan>
            # GCC 12 sees overlaps in std::string that are not there (GCC bug 105651).
            $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>
            $<$<BOOL:${CONTEND_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()
