#include <contend/scenario/construction.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

namespace contend::scenario {
namespace {

struct Counted {
    explicit Counted(int start) : number(start) { ++alive; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --alive; }

    int number;
    static inline int alive = 0;
};

void makes_and_destroys_one(const Construction& construction) {
    ASSERT_TRUE(construction.possible());
    void* const subject = construction.create();
    EXPECT_EQ(Counted::alive, 1);
    EXPECT_EQ(static_cast<Counted*>(subject)->number, 8);
    construction.destroy(subject);
    EXPECT_EQ(Counted::alive, 0);
}

TEST(Construction, takes_a_factory_that_returns_a_unique_ptr) {
    makes_and_destroys_one(Construction::by<Counted>([] { return std::make_unique<Counted>(8); }));
}

TEST(Construction, takes_a_factory_that_returns_something_that_cannot_be_moved) {
    makes_and_destroys_one(Construction::by<Counted>([] { return Counted(8); }));
}

TEST(Construction, takes_a_factory_that_returns_a_pointer) {
    makes_and_destroys_one(Construction::by<Counted>([] { return new Counted(8); }));
}

TEST(Construction, needs_a_factory_for_a_type_without_default_constructor) {
    EXPECT_FALSE(Construction::by_default<Counted>().possible());
    EXPECT_TRUE(Construction::by_default<int>().possible());
}

TEST(Construction, starts_a_subject_without_constructor_at_zero) {
    const Construction construction = Construction::by_default<int>();
    void* const subject = construction.create();
    EXPECT_EQ(*static_cast<int*>(subject), 0);
    construction.destroy(subject);
}

TEST(Construction, refuses_a_null_pointer) {
    const Construction construction =
        Construction::by<Counted>([] { return std::unique_ptr<Counted>(); });
    EXPECT_THROW(construction.create(), std::invalid_argument);
}

TEST(Construction, lets_out_what_the_factory_throws) {
    const Construction construction =
        Construction::by<Counted>([]() -> Counted { throw std::runtime_error("no"); });
    EXPECT_THROW(construction.create(), std::runtime_error);
}

}  // namespace
}  // namespace contend::scenario
