#include <contend/run/result.hpp>

#include <contend/report/report.hpp>
#include <contend/run/session.hpp>
#include <contend/writers/text.hpp>

#include <unistd.h>
#include <cstdlib>

namespace contend {

bool Result::passed() const { return report::expectation_met(*report_); }

std::string Result::text() const {
    writers::TextOptions options;
    options.path = path_;
    options.color = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    return writers::to_text(*report_, options);
}

std::ostream& operator<<(std::ostream& out, const Result& result) {
    run::session().shown(result.report());
    return out << result.text();
}

}  // namespace contend
