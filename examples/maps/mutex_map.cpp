// A map behind one mutex: every operation takes it, so nothing can go wrong.
#include "mutex_map.hpp"
#include "map_specification.hpp"

MAP_TESTS(MutexMap, maps::MutexMap<int, int>)
