#pragma once

#include <string>
#include <vector>

/// Runs programs and keeps what they say.
namespace contend::test {

struct Ran {
    int exit_code = -1;
    std::string output;  ///< both streams, as they came
};

/// Runs a program with arguments and with `variables` ("CONTEND_SEED=1") added to the environment.
/// Its reports go to a folder of their own.
Ran run_program(const std::string& program, const std::vector<std::string>& arguments = {},
                const std::vector<std::string>& variables = {});

/// The lines that begin with "contend: ".
std::vector<std::string> complaints(const Ran& ran);

/// A fresh empty folder below the system's one for temporary files.
std::string fresh_folder(const std::string& name);

}  // namespace contend::test
