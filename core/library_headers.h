// Precompiled for this library (CMakeLists.txt): of the libraries it stands on only, since a header of ours would rebuild
// all of it when it changes. Files still include what they use.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <tl/expected.hpp>
