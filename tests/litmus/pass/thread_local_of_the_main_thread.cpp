// The thread of a scenario's initial and final part has its variables anew in every execution, too.
#include <contend/gtest.hpp>

namespace {

int alive = 0;

struct Counted {
    Counted() { ++alive; }
    ~Counted() { --alive; }
    int value = 0;
};

thread_local int number = 5;
thread_local Counted counted;

class Reader {
public:
    Reader() {
        EXPECT_EQ(alive, 0);
        EXPECT_EQ(number++, 5);
        EXPECT_EQ(counted.value++, 0);
    }
    int read() const { return 0; }
};

}  // namespace

CONTEND_TEST(Litmus, ThreadLocalOfTheMainThread) {
    return contend::spec<Reader>().operation("read", &Reader::read);
}
