// A loop that only tries to join lets the thread end; afterwards its work is visible.
#include <contend/gtest.hpp>

#include <pthread.h>

namespace {

void* write(void* number) {
    *static_cast<int*>(number) = 1;
    return nullptr;
}

}  // namespace

CONTEND_TEST(Litmus, TryJoinUntilItSucceeds) {
    return contend::body([] {
        int number = 0;
        pthread_t thread{};
        pthread_create(&thread, nullptr, write, &number);
        while (pthread_tryjoin_np(thread, nullptr) != 0) {
        }
        EXPECT_EQ(number, 1);
    });
}
