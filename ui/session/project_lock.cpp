// QLockFile names the process and the machine in the file and finds out whether the process still runs.
#include "ui/session/project_lock.h"

#include <chrono>

namespace gw::ui {

void ProjectLock::take(const std::filesystem::path& file)
{
    m_lock.reset();
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    m_lock = std::make_unique<QLockFile>(QString::fromStdString(file.string()));
    m_lock->setStaleLockTime(std::chrono::milliseconds(0)); // old is not stale: projects stay open for days
    retry();
}

bool ProjectLock::retry()
{
    m_isOurs = !m_lock || m_lock->isLocked() || m_lock->tryLock(std::chrono::milliseconds(0)) ||
               m_lock->error() != QLockFile::LockFailedError;
    return m_isOurs;
}

} // namespace gw::ui
