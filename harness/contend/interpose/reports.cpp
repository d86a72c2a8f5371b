// ThreadSanitizer's reports as data. The runtime calls in on the racing thread, in the middle of
// its own work, and must not be re-entered: copy into fixed memory, touch nothing else.
#include <contend/base/random.hpp>
#include <contend/base/spin_lock.hpp>
#include <contend/engine/free_run.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/creations.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>

namespace contend::interpose {
namespace {

constexpr std::size_t reports_max = 16;
constexpr std::size_t ignored_max = 4096;  // a power of two: an open hash table

constinit history::RaceRecord reports[reports_max] = {};
std::size_t report_count = 0;
bool collecting = false;
// Which reports are only counted. One process's own, or shared by the processes of a program.
struct Ignored {
    std::uint64_t keys[ignored_max];
    std::uint64_t count;
    std::size_t size;
};
Ignored own_ignored;
Ignored* ignored = &own_ignored;
base::SpinWord filing;  // threads that run freely may report at the same time

bool is_ignored(std::uint64_t key) {
    for (std::size_t i = key % ignored_max; ignored->keys[i] != 0; i = (i + 1) % ignored_max)
        if (ignored->keys[i] == key) return true;
    return false;
}

std::uint64_t hash_stack(const history::RawStack& stack) {
    std::uint64_t hash = stack.depth;
    for (unsigned i = 0; i < stack.depth; ++i)
        hash = base::mix(hash ^ reinterpret_cast<std::uintptr_t>(stack.frames[i]));
    return hash;
}

unsigned depth_of(void* const* frames) {
    unsigned depth = 0;
    while (depth < history::RawStack::depth_max && frames[depth] != nullptr) ++depth;
    return depth;
}

// The runtime numbers threads on its own; the kernel's id, noted when the thread was made, is what
// both know.
base::ThreadId logical_thread(void* report, int thread_count, int tid) {
    if (tid == 0) return 0;
    for (int i = 0; i < thread_count; ++i) {
        int report_tid = 0;
        int running = 0;
        int parent = 0;
        unsigned long long os_id = 0;
        const char* name = nullptr;
        void* trace[2] = {};
        __tsan_get_report_thread(report, static_cast<unsigned long>(i), &report_tid, &os_id,
                                 &running, &name, &parent, trace, 1);
        if (report_tid != tid) continue;
        if (engine::running_freely) return engine::free_run.id_of(static_cast<int>(os_id));
        for (unsigned id = 0; id < execution.thread_count(); ++id) {
            const LogicalThread& thread = execution.thread(static_cast<base::ThreadId>(id));
            if (static_cast<unsigned long long>(thread.context.kernel_thread_id) == os_id)
                return thread.id;
        }
    }
    return base::no_thread;
}

void copy_accesses(history::RaceRecord& record, void* report, int mop_count, int thread_count) {
    for (int i = 0; i < mop_count && record.access_count < history::RaceRecord::accesses_max; ++i) {
        history::RawAccess& access = record.accesses[record.access_count++];
        void* frames[history::RawStack::depth_max] = {};
        void* address = nullptr;
        int tid = 0;
        int size = 0;
        int write = 0;
        int atomic = 0;
        __tsan_get_report_mop(report, static_cast<unsigned long>(i), &tid, &address, &size, &write,
                              &atomic, frames, history::RawStack::depth_max);
        access.thread = logical_thread(report, thread_count, tid);
        access.address = address;
        access.size = static_cast<std::uint32_t>(size);
        access.write = write != 0;
        access.atomic = atomic != 0;
        access.stack.depth = depth_of(frames);
        for (unsigned f = 0; f < access.stack.depth; ++f) access.stack.frames[f] = frames[f];
    }
}

// Reports about locks have stacks and no accesses.
void copy_stacks(history::RaceRecord& record, void* report, int stack_count) {
    for (int i = 0; i < stack_count && record.access_count < history::RaceRecord::accesses_max;
         ++i) {
        history::RawAccess& access = record.accesses[record.access_count++];
        void* frames[history::RawStack::depth_max] = {};
        __tsan_get_report_stack(report, static_cast<unsigned long>(i), frames,
                                history::RawStack::depth_max);
        access.stack.depth = depth_of(frames);
        for (unsigned f = 0; f < access.stack.depth; ++f) access.stack.frames[f] = frames[f];
    }
}

void copy_report(history::RaceRecord& record, void* report) {
    const char* description = nullptr;
    int count = 0;
    int stack_count = 0;
    int mop_count = 0;
    int loc_count = 0;
    int mutex_count = 0;
    int thread_count = 0;
    int unique_tid_count = 0;
    void* sleep_trace[1] = {};
    __tsan_get_report_data(report, &description, &count, &stack_count, &mop_count, &loc_count,
                           &mutex_count, &thread_count, &unique_tid_count, sleep_trace, 1);
    record = {};
    for (unsigned i = 0;
         description != nullptr && description[i] != 0 && i + 1 < sizeof record.description; ++i)
        record.description[i] = description[i];
    copy_accesses(record, report, mop_count, thread_count);
    if (mop_count == 0) copy_stacks(record, report, stack_count);
}

void give_key(history::RaceRecord& record) {
    std::uint64_t key = 0;
    for (const char* c = record.description; *c != 0; ++c)
        key = base::mix(key ^ static_cast<unsigned char>(*c));
    // A sum: the same two stacks in the other order are the same report.
    for (unsigned i = 0; i < record.access_count; ++i)
        key += base::mix(hash_stack(record.accesses[i].stack) + (record.accesses[i].write ? 1 : 0));
    record.key = key == 0 ? 1 : key;
}

void file(history::RaceRecord& record) {
    give_key(record);
    const base::SpinLock lock(filing);
    if (is_ignored(record.key))
        ++ignored->count;
    else if (report_count < reports_max)
        reports[report_count++] = record;
}

}  // namespace

std::size_t take_reports(history::RaceRecord* records, std::size_t capacity) {
    const base::SpinLock lock(filing);
    const std::size_t count = report_count < capacity ? report_count : capacity;
    for (std::size_t i = 0; i < count; ++i) records[i] = reports[i];
    report_count = 0;
    return count;
}

void collect_reports(bool on) { collecting = on; }

bool reports_waiting() { return report_count != 0; }

void ignore_reports(std::uint64_t key) {
    const base::SpinLock lock(filing);
    if (ignored->size * 2 >= ignored_max || is_ignored(key)) return;
    std::size_t i = key % ignored_max;
    while (ignored->keys[i] != 0) i = (i + 1) % ignored_max;
    ignored->keys[i] = key;
    ++ignored->size;
}

void ignore_no_reports() {
    const base::SpinLock lock(filing);
    for (std::uint64_t& key : ignored->keys) key = 0;
    ignored->size = 0;
    ignored->count = 0;
}

std::uint64_t ignored_report_count() { return ignored->count; }

std::size_t ignored_reports_size() { return sizeof(Ignored); }

void keep_ignored_reports_in(void* memory) { ignored = static_cast<Ignored*>(memory); }

void report_thread_leak(const LogicalThread& thread) {
    history::RaceRecord record;
    const char description[] = "thread-leak";
    for (unsigned i = 0; i < sizeof description; ++i) record.description[i] = description[i];
    record.access_count = 1;
    record.accesses[0].thread = thread.creator;
    record.accesses[0].stack = creation_of(thread);
    file(record);
}

/// Called by the runtime's callback; true keeps the report from being printed and counted there.
bool take_report(const void* report) {
    if (!collecting) return false;
    history::RaceRecord record;
    copy_report(record, const_cast<void*>(report));
    file(record);
    return true;
}

}  // namespace contend::interpose

namespace __tsan {

class ReportDesc;

// Replaces the runtime's weak one.
bool OnReport(const ReportDesc* report, bool suppressed) {
    return suppressed || contend::interpose::take_report(report);
}

}  // namespace __tsan
