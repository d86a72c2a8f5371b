#pragma once

#include <string>
#include <vector>

namespace contend::run {

/// From now on ThreadSanitizer's reports are kept for the functions below instead of being printed.
void collect_passive_reports();

/// Reports of ThreadSanitizer on this process's own, freely running threads since the last call, as
/// text for people, who know the place as `subject`. What the option `suppressions` covers is left
/// out.
std::vector<std::string> take_passive_reports(const std::string& subject);

/// Whether there are any, covered or not.
bool passive_reports_waiting();

}  // namespace contend::run
