#include <contend/run/job.hpp>

namespace contend::run {

worker::Task Job::task() const {
    worker::Task task = *this;
    task.schedule = {switches.data(), switches.size()};
    return task;
}

}  // namespace contend::run
