// A map behind a std::shared_mutex: readers run side by side, and no interleaving with the writers is a race.
#include "shared_mutex_map.hpp"
#include "map_specification.hpp"

MAP_TESTS(SharedMutexMap, maps::SharedMutexMap<int, int>)
