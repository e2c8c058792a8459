// Files that hold keys: readable by their owner alone, replaced as a whole, and locked while they are made.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// Makes the folder and what is missing above it; the folder itself is its owner's alone.
[[nodiscard]] Result<void> makePrivateFolder(const std::filesystem::path& folder);

// Whole or not at all. `mode`: 0600 for what holds a key, 0644 for what everybody may read.
[[nodiscard]] Result<void> writePrivateFile(const std::filesystem::path& file, std::string_view text, unsigned mode);

// Nothing when there is no such file. A key that others could read is closed to them first.
[[nodiscard]] Result<std::optional<std::string>> readPrivateFile(const std::filesystem::path& file, unsigned mode);

// Held by one process (and one holder in it) at a time; others wait.
class FolderLock
{
public:
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_file;
};

} // namespace gw::engine
