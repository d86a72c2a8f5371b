// A thread that is detached from the start, with other attributes that make no difference here.
#include <contend/gtest.hpp>

#include <errno.h>
#include <pthread.h>
#include <vector>

namespace {

void* look_at_own_stack(void*) {
    pthread_attr_t attributes;
    EXPECT_EQ(pthread_getattr_np(pthread_self(), &attributes), 0);
    void* stack = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(pthread_attr_getstack(&attributes, &stack, &size), 0);
    char* const here = reinterpret_cast<char*>(&attributes);
    EXPECT_TRUE(here >= stack && here < static_cast<char*>(stack) + size);
    pthread_attr_destroy(&attributes);
    return nullptr;
}

}  // namespace

CONTEND_TEST(Litmus, ThreadCreatedDetached) {
    return contend::body([] {
        static std::vector<char> stack(1 << 16);
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        pthread_attr_setstack(&attributes, stack.data(), stack.size());
        pthread_t thread{};
        EXPECT_EQ(pthread_create(&thread, &attributes, look_at_own_stack, nullptr), 0);
        EXPECT_EQ(pthread_join(thread, nullptr), EINVAL);
        pthread_attr_destroy(&attributes);
    });
}
