// Goal: what a function's type says of the subject is known: whether it is taken as const.
#include <contend/scenario/signature.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace contend::scenario {
namespace {

struct Shelf {
    int look() const { return 1; }
    int look_silently() const noexcept { return 1; }
    int look_here() const& { return 1; }
    int look_often() volatile { return 1; }
    int move() { return 2; }
    int leave() && { return 3; }
};

int look_at(const Shelf&) { return 1; }
int look_into(const Shelf*, int) noexcept { return 1; }
int tidy(Shelf&) { return 2; }
int replace(Shelf*, const int&) { return 2; }
int take(Shelf) { return 3; }

template <class Function> bool reads_only(Function) { return Signature<Function>::reads_only; }

TEST(Signature, of_what_takes_the_subject_as_const_only_reads) {
    EXPECT_TRUE(reads_only(&Shelf::look));
    EXPECT_TRUE(reads_only(&Shelf::look_silently));
    EXPECT_TRUE(reads_only(&Shelf::look_here));
    EXPECT_TRUE(reads_only(&look_at));
    EXPECT_TRUE(reads_only(&look_into));
    EXPECT_TRUE(reads_only([](const Shelf& shelf, int) { return shelf.look(); }));
    EXPECT_TRUE(reads_only(std::function<int(const Shelf&)>(&look_at)));
}

TEST(Signature, of_everything_else_may_change_the_subject) {
    EXPECT_FALSE(reads_only(&Shelf::look_often));
    EXPECT_FALSE(reads_only(&Shelf::move));
    EXPECT_FALSE(reads_only(&Shelf::leave));
    EXPECT_FALSE(reads_only(&tidy));
    EXPECT_FALSE(reads_only(&replace));
    EXPECT_FALSE(reads_only(&take));
    EXPECT_FALSE(reads_only([](Shelf& shelf) { return shelf.look(); }));
    EXPECT_FALSE(reads_only([](const auto& shelf) { return shelf.look(); }));  // or it may not
    EXPECT_FALSE(reads_only([] { return 1; }));
}

}  // namespace
}  // namespace contend::scenario
