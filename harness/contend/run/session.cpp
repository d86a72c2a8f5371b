#include <contend/run/session.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace contend::run {

Session::Session() {
    const char* const file = std::getenv(confirmation_variable);
    if (file != nullptr) confirmation_file_ = file;
    const auto options = options_from_environment();
    if (!options) {
        misuse_ = options.error().message.c_str();
    } else if (const auto used = use(*options); !used) {
        misuse_ = used.error().message.c_str();
    }
}

base::Result<bool> Session::use(const Options& options) {
    options_ = options;
    misuse_.clear();
    replay_.reset();
    if (options.replay.empty()) return true;
    auto token = decode_token(options.replay);
    if (!token) return token.error();
    replay_ = std::move(*token);
    return true;
}

void Session::begin_test(const std::string& name, const std::string& argument) {
    test_ = name;
    test_argument_ = argument;
    explorations_ = 0;
    results_.clear();
}

std::vector<Result> Session::end_test() {
    test_.clear();
    test_argument_.clear();
    return std::exchange(results_, {});
}

std::string Session::next_subject(bool numbered) {
    std::string name = test_;
    std::error_code ignored;
    if (name.empty())
        name = std::filesystem::read_symlink("/proc/self/exe", ignored).filename().string();
    if (!numbered || ++explorations_ == 1) return name;
    return name + "#" + std::to_string(explorations_);
}

void Session::add(const Result& result) { results_.push_back(result); }

void Session::shown(const report::Report& report) {
    const auto same = [&](const Result& result) { return &result.report() == &report; };
    results_.erase(std::remove_if(results_.begin(), results_.end(), same), results_.end());
}

Session& session() {
    // Never destroyed: the last look for races comes after static destructors.
    static auto* const the_session = new Session;
    return *the_session;
}

std::string test_of(const std::string& subject) { return subject.substr(0, subject.find('#')); }

}  // namespace contend::run
