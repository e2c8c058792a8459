// Whole-file reads and writes. A write is atomic: after a crash at any moment the file holds the old or the new text.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace gw {

inline constexpr std::size_t maxFileBytes = 64u << 20;

[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes = maxFileBytes);

// Writes a temporary file beside `path`, flushes it to the disk, and renames it into place. Keeps the permissions of an
// existing file and writes through symbolic links.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text);

// The same for a file that nobody but its owner may read or write (0600), whatever its permissions were. A symbolic
// link at `path` is replaced, not followed.
[[nodiscard]] Result<void> writePrivateFileAtomically(const std::filesystem::path& path, std::string_view text);

// The same for a file that must not exist yet: whatever stands at `path` stays, and that is an error.
[[nodiscard]] Result<void> createFileAtomically(const std::filesystem::path& path, std::string_view text,
                                                bool isExecutable = false);

} // namespace gw
