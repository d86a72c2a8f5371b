#pragma once

#include <contend/worker/orders.hpp>

namespace contend::program {

/// Notes where this program and its libraries are loaded; those beyond Orders::modules_max are left
/// out.
void list_modules(worker::Orders& orders);

}  // namespace contend::program
