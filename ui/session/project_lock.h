// ProjectLock: which studio keeps the recovery copy of a project. Held as long as the project is open; a lock whose
// process is gone counts as none, so that a crash does not keep the project.
#pragma once

#include <QLockFile>

#include <filesystem>
#include <memory>

namespace gw::ui {

class ProjectLock
{
public:
    // Gives up what was held and tries this one.
    void take(const std::filesystem::path& file);
    // Tries again, when the other studio may be gone. True when it is ours now.
    bool retry();
    // True as well where no lock can be written: there no other studio can leave a copy either.
    [[nodiscard]] bool isOurs() const { return m_isOurs; }

private:
    std::unique_ptr<QLockFile> m_lock;
    bool m_isOurs = true;
};

} // namespace gw::ui
