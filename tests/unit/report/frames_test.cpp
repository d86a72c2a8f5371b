#include <contend/report/frames.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace contend::report {
namespace {

using ::testing::ElementsAre;

const Frame internals{.function = "std::_Rb_tree<int>::_M_insert(int)",
                      .file = "/usr/include/c++/12/bits/stl_tree.h"};
const Frame library{.function = "std::map<int, int, std::less<int> >::find(int const&)",
                    .file = "/usr/include/c++/12/bits/stl_map.h"};
const Frame user{.function = "Cache::get(int)", .file = "/home/me/cache.hpp", .line = 7};
const Frame caller{.function = "worker()", .file = "/home/me/main.cpp", .line = 9};
const Frame contend{.function = "contend::run::work()",
                    .file = "/x/harness/contend/run/worker.cpp"};
const Frame start{.function = "start_thread", .module = "/lib/libc.so.6"};

std::vector<std::string> names(const std::vector<Frame>& frames) {
    std::vector<std::string> all;
    for (const Frame& frame : frames) all.push_back(frame.function);
    return all;
}

TEST(Cut, keeps_the_users_frames_and_the_library_function_they_called) {
    EXPECT_THAT(names(cut({internals, library, user, contend, caller, start})),
                ElementsAre("std::map<int, int>::find(int const&)", "Cache::get(int)", "worker()"));
}

TEST(Cut, leaves_internals_out_that_the_user_called) {
    EXPECT_THAT(names(cut({library, internals, user})), ElementsAre("Cache::get(int)"));
}

TEST(Cut, marks_the_users_frames) {
    const std::vector<Frame> frames = cut({library, user});
    EXPECT_FALSE(frames[0].user);
    EXPECT_TRUE(frames[1].user);
}

TEST(Cut, falls_back_to_the_library_and_then_to_the_innermost) {
    EXPECT_THAT(names(cut({internals, library, contend})),
                ElementsAre("std::map<int, int>::find(int const&)"));
    EXPECT_THAT(names(cut({start, contend})), ElementsAre("start_thread"));
    EXPECT_TRUE(cut({}).empty());
}

TEST(Cut, changes_nothing_more_the_second_time) {
    const std::vector<Frame> once = cut({internals, library, user, contend, caller, start});
    EXPECT_EQ(cut(once), once);
}

TEST(HeadlineFrame, is_the_innermost_of_the_users) {
    const std::vector<Frame> frames = cut({library, user, caller});
    EXPECT_EQ(headline_frame(frames)->function, "Cache::get(int)");
    const std::vector<Frame> foreign = cut({library});
    EXPECT_EQ(headline_frame(foreign), &foreign.front());
    EXPECT_EQ(headline_frame({}), nullptr);
}

TEST(ShortLocation, is_the_file_and_the_line) {
    EXPECT_EQ(short_location(user), "cache.hpp:7");
    EXPECT_EQ(short_location({.file = "a.cpp"}), "a.cpp");
}

TEST(ShortLocation, is_the_module_and_the_offset_without_debug_information) {
    EXPECT_EQ(short_location({.module = "/home/me/cache_test", .offset = 0x4a2f}),
              "cache_test+0x4a2f");
    EXPECT_EQ(short_location({.module = "/lib/libc.so.6"}), "libc.so.6");
    EXPECT_EQ(short_location({}), "");
}

}  // namespace
}  // namespace contend::report
