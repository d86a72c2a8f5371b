// What was written before the value is set is visible to whoever gets it; a packaged task is the same.
#include <contend/gtest.hpp>

#include <future>
#include <thread>

CONTEND_TEST(Litmus, Promise) {
    return contend::body([] {
        int number = 0;
        std::promise<void> written;
        std::packaged_task<int()> task([&] {
            written.get_future().wait();
            return number;
        });
        std::future<int> result = task.get_future();
        std::thread reader(std::move(task));
        std::thread writer([&] {
            number = 1;
            written.set_value();
        });
        EXPECT_EQ(result.get(), 1);
        reader.join();
        writer.join();
    });
}
