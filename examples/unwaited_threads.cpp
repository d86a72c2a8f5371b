// A logger that writes in the background and that nobody waits for.
//
// Wrong: two lines may be written at once. A plain race detector passes this test, because the test
// is over before the threads have begun. Here an execution ends when its last thread ends.
#include <contend/gtest.hpp>

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

class Logger {
public:
    void log(std::string line) {
        std::thread([lines = lines_, text = std::move(line)] { lines->push_back(text); }).detach();
    }

private:
    std::shared_ptr<std::vector<std::string>> lines_ = std::make_shared<std::vector<std::string>>();
};

}  // namespace

CONTEND_TEST(Logger, WritesInTheBackground) {
    return contend::body([] {
               Logger logger;
               logger.log("started");
               logger.log("stopped");
           })
        .expect("data-race");
}
