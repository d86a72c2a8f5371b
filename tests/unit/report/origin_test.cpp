#include <contend/report/origin.hpp>

#include <gtest/gtest.h>

namespace contend::report {
namespace {

Origin of(const std::string& function, const std::string& file,
          const std::string& module = "/home/me/build/t") {
    return origin({.function = function, .file = file, .line = 1, .module = module});
}

TEST(Origin, is_the_user_for_files_anywhere_else) {
    EXPECT_EQ(of("Cache::put(int)", "/home/me/cache.hpp"), Origin::user);
    EXPECT_EQ(of("read(int)", "/home/me/io.cpp"), Origin::user)
        << "named like an interceptor, but with a file";
    EXPECT_EQ(of("std::hash<Key>::operator()(Key const&) const", "/home/me/key.hpp"), Origin::user);
    EXPECT_EQ(of("mine::f()", "/usr/src/app/main.cpp"), Origin::user);
    EXPECT_EQ(of("mine::f()", "main.cpp"), Origin::user);
}

TEST(Origin, is_the_library_for_its_public_functions) {
    EXPECT_EQ(of("std::vector<int>::push_back(int&&)", "/usr/include/c++/12/bits/stl_vector.h"),
              Origin::library);
    EXPECT_EQ(of("std::vector<int>::push_back(int&&)", "/opt/gcc/include/c++/14/bits/stl_vector.h"),
              Origin::library);
    EXPECT_EQ(of("std::vector<int>::push_back(int&&)", ""), Origin::library);
    EXPECT_EQ(of("fmt::vprint(char const*)", "", "/usr/lib/x86_64-linux-gnu/libfmt.so.9"),
              Origin::library);
}

TEST(Origin, is_machinery_for_internals_of_the_library) {
    EXPECT_EQ(of("std::_Rb_tree<int>::_M_insert(int)", "/usr/include/c++/12/bits/stl_tree.h"),
              Origin::machinery);
    EXPECT_EQ(of("std::__invoke<void (*)()>(void (*&&)())", "/usr/include/c++/12/bits/invoke.h"),
              Origin::machinery);
    EXPECT_EQ(of("operator()", "/usr/include/c++/12/bits/std_thread.h"), Origin::machinery);
}

TEST(Origin, is_machinery_for_contend_and_the_runtime) {
    EXPECT_EQ(of("contend::run::work()", "/home/me/contend/harness/contend/run/worker.cpp"),
              Origin::machinery);
    EXPECT_EQ(of("contend::scenario::invoke()", "/usr/include/contend/scenario/invoke.hpp"),
              Origin::machinery);
    EXPECT_EQ(of("contend::scenario::invoke()", ""), Origin::machinery);
    EXPECT_EQ(of("__tsan_read8", ""), Origin::machinery);
    EXPECT_EQ(of("malloc", ""), Origin::machinery);
    EXPECT_EQ(of("pthread_mutex_lock", ""), Origin::machinery);
    EXPECT_EQ(of("poll", ""), Origin::machinery);
    EXPECT_EQ(of("start_thread", "./nptl/pthread_create.c", "/lib/x86_64-linux-gnu/libc.so.6"),
              Origin::machinery);
}

TEST(Origin, is_machinery_when_nothing_is_known) {
    EXPECT_EQ(of("", ""), Origin::machinery);
    EXPECT_EQ(of("<null>", "<null>"), Origin::machinery);
    EXPECT_EQ(of("??", "??"), Origin::machinery);
}

TEST(Origin, is_the_user_without_debug_information) {
    EXPECT_EQ(of("Cache::put(int)", ""), Origin::user);
    EXPECT_EQ(of("main", ""), Origin::user);
}

}  // namespace
}  // namespace contend::report
