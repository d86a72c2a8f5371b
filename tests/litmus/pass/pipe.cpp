// What is read lies there already, so reading does not block.
#include <contend/gtest.hpp>

#include <unistd.h>
#include <thread>

CONTEND_TEST(Litmus, Pipe) {
    return contend::body([] {
        int ends[2] = {};
        ASSERT_EQ(pipe(ends), 0);
        std::thread writer([&] { EXPECT_EQ(write(ends[1], "x", 1), 1); });
        writer.join();
        std::thread reader([&] {
            char letter = 0;
            EXPECT_EQ(read(ends[0], &letter, 1), 1);
            EXPECT_EQ(letter, 'x');
        });
        reader.join();
        close(ends[0]);
        close(ends[1]);
    });
}
