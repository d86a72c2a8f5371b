// Created, slept, yielded and joined: it has its argument, and gives an int back.
#include <contend/gtest.hpp>

#include <threads.h>

CONTEND_TEST(Litmus, C11Thread) {
    return contend::body([] {
        int number = 20;
        const auto increment = [](void* argument) -> int {
            const timespec second{1, 0};
            EXPECT_EQ(thrd_sleep(&second, nullptr), 0);
            thrd_yield();
            return ++*static_cast<int*>(argument) - 42;
        };
        thrd_t thread;
        EXPECT_EQ(thrd_create(&thread, increment, &number), thrd_success);
        int result = 0;
        EXPECT_EQ(thrd_join(thread, &result), thrd_success);
        EXPECT_EQ(result, -21);
        EXPECT_EQ(number, 21);
    });
}
