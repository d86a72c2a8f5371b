// Any number of objects is destroyed, last made first, and so are those that destructors make.
#include <contend/gtest.hpp>

#include <array>
#include <thread>
#include <utility>

namespace {

int made = 0;
bool in_order = true;

struct Made {
    Made() : number(++made) {}
    ~Made() { in_order = in_order && number == made--; }
    int number;
};

template <int number> void make() {
    static thread_local Made object;
    EXPECT_EQ(object.number, made);
}

template <int... numbers> void make_all(std::integer_sequence<int, numbers...>) {
    (make<numbers>(), ...);
}

struct MakesAnother {
    ~MakesAnother() { make<-1>(); }
    int value = 0;
};

}  // namespace

CONTEND_TEST(Litmus, ThreadLocalObjects) {
    return contend::body([] {
        std::thread([] {
            make_all(std::make_integer_sequence<int, 100>());
            static thread_local MakesAnother last;
            last.value = made;
        }).join();
        EXPECT_EQ(made, 0);
        EXPECT_TRUE(in_order);
    });
}
