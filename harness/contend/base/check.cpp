#include <contend/base/check.hpp>

#include <contend/base/fixed_string.hpp>
#include <contend/base/system.hpp>

namespace contend::base {

void check_failed(const char* condition, const char* file, int line) {
    FixedString<1024> message("contend: broken invariant (a bug of contend, please report it): ");
    message.append(condition).append(" at ").append(file).append(":");
    message.append_number(static_cast<unsigned long long>(line)).append("\n");
    system::write_all(2, message.c_str(), message.size());
    system::exit_now(134);
}

}  // namespace contend::base
