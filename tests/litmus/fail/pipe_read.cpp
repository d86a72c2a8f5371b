// The reader waits in the kernel, where it cannot be made to wait for the writer.
#include <contend/gtest.hpp>

#include <unistd.h>
#include <thread>

CONTEND_TEST(Litmus, PipeRead) {
    return contend::body([] {
               int ends[2] = {};
               ASSERT_EQ(pipe(ends), 0);
               std::thread reader([&] {
                   char letter = 0;
                   EXPECT_EQ(read(ends[0], &letter, 1), 1);
               });
               std::thread writer([&] { EXPECT_EQ(write(ends[1], "x", 1), 1); });
               reader.join();
               writer.join();
               close(ends[0]);
               close(ends[1]);
           })
        .expect("unmodelled-block");
}
