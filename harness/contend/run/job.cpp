#include <contend/run/job.hpp>

namespace contend::run {

worker::Task Job::task() const {
    worker::Task task;
    task.body = body;
    task.plant = plant;
    task.first = first;
    task.count = count;
    task.seed = seed;
    task.steps_max = steps_max;
    task.spurious_max = spurious_max;
    task.schedule = {schedule.data(), schedule.size()};
    task.strategy = strategy;
    task.granularity = granularity;
    task.context = context;
    task.digest = digest;
    task.in_process = in_process;
    task.record_steps = record_steps;
    return task;
}

}  // namespace contend::run
