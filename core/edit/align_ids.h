// Makes two versions of an API from different sessions comparable by id.
#pragma once

#include "core/api/project.h"

namespace gw {

// `api` with the ids of `model` where an element's own id is not known there but its path (and verb) is.
[[nodiscard]] Api withIdsOf(Api api, const Api& model);

} // namespace gw
