// Goal: what a container allows is read as the kernel writes it, in both versions of control groups. The folders here
// hold what such files hold; the last test makes a real group, where it may.
#include <contend/cli/limits.hpp>

#include "../../support/shell.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

class Limits : public testing::Test {
protected:
    Limits()
        : root_(fs::path(testing::TempDir()) / ("contend_limits_" + std::to_string(getpid()))) {}
    ~Limits() override {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }

    void write(const std::string& file, const std::string& content) {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file) << content << '\n';
    }

    GroupLimits limits() const { return group_limits(root_ / "proc", root_ / "groups"); }

    fs::path root_;
};

TEST_F(Limits, are_none_where_there_are_no_groups) {
    EXPECT_FALSE(limits().processors);
    EXPECT_FALSE(limits().memory);
}

TEST_F(Limits, of_version_2_are_the_least_on_the_way_up) {
    write("proc/self/cgroup", "0::/jobs/test");
    write("groups/jobs/cpu.max", "150000 100000");
    write("groups/jobs/test/cpu.max", "max 100000");
    write("groups/jobs/memory.max", "max");
    write("groups/jobs/test/memory.max", "1073741824");
    EXPECT_EQ(limits().processors, 1.5);
    EXPECT_EQ(limits().memory, std::uint64_t{1} << 30);
}

TEST_F(Limits, of_version_1_stand_in_a_folder_for_each_controller) {
    write("proc/self/cgroup", "4:memory:/a\n3:cpu,cpuacct:/a\n2:pids:/b");
    write("groups/cpu/a/cpu.cfs_quota_us", "50000");
    write("groups/cpu/a/cpu.cfs_period_us", "100000");
    write("groups/cpu/cpu.cfs_quota_us", "-1");
    write("groups/cpu/cpu.cfs_period_us", "100000");
    write("groups/memory/a/memory.limit_in_bytes", "9223372036854771712");
    EXPECT_EQ(limits().processors, 0.5);
    EXPECT_FALSE(limits().memory) << "that number is the kernel's for no limit";
}

TEST_F(Limits, of_a_container_stand_at_the_root_though_the_path_is_the_hosts) {
    write("proc/self/cgroup", "0::/../../kubepods/pod7");
    write("groups/memory.max", "536870912");
    EXPECT_EQ(limits().memory, std::uint64_t{1} << 29);
}

TEST_F(Limits, are_found_in_a_real_group) {
    const fs::path group = "/sys/fs/cgroup/memory/contend_limits_test";
    std::error_code code;
    if (!fs::create_directory(group, code)) GTEST_SKIP() << "no group can be made here";
    std::ofstream(group / "memory.limit_in_bytes") << (300 << 20);
    const test::ShellRan doctor =
        test::shell("bash -c 'echo $$ > " + group.string() + "/cgroup.procs && exec " +
                    CONTEND_PROGRAM + " doctor'");
    // Its last process is still on its way out.
    for (int i = 0; i < 100 && !fs::remove(group, code); ++i) usleep(10000);
    EXPECT_NE(doctor.output.find("TODO memory: 0.293 GiB, the limit of the control group"),
              std::string::npos)
        << doctor.output;
}

}  // namespace
}  // namespace contend::cli
