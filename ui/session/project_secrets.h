// ProjectSecrets: the secrets of the open project as the studio sees them: values of API keys, secret access keys and
// the like (core/api/secrets.h). They are no part of the project, so undo and redo never change them; every change is
// written to .gatewright/secrets.yaml at once, off the GUI thread. Where there is no project folder they stay in
// memory.
#pragma once

#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "core/format/secrets_file.h"

#include <QObject>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace gw::ui {

class Background;

// Bytes of the system's own source.
void fillWithRandomBytes(std::span<std::uint8_t> bytes);
// As IAM makes them: "AKIA…". Never one that an identity has or had: its secret may still be there, and with whoever
// got it.
[[nodiscard]] std::string freshAccessKeyId(const Project& project, const Secrets& secrets);

class ProjectSecrets final : public QObject
{
    Q_OBJECT

public:
    // Reads and writes on `background`, one job after the other.
    explicit ProjectSecrets(Background& background, QObject* parent = nullptr);

    // Of another project from now on; an empty folder: none is read, nothing is written. changed() follows.
    void open(const std::filesystem::path& projectFolder);
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    [[nodiscard]] const Secrets& all() const { return m_secrets; }
    [[nodiscard]] const Secret* find(SecretKind kind, const std::string& owner) const;
    void set(SecretKind kind, const std::string& owner, Secret secret);
    void set(SecretKind kind, std::vector<std::pair<std::string, Secret>> secrets); // by owner, in one write
    void remove(SecretKind kind, const std::string& owner);
    // Makes what `project` needs and a program can make. Gives how many.
    std::size_t generateMissing(const Project& project);
    // Once more what could not be written.
    void retry();

    // What the file told when it was read or could not be written; never a value.
    [[nodiscard]] const Diagnostics& diagnostics() const { return m_diagnostics; }

signals:
    void changed();
    void saveFailed(const gw::Diagnostic& diagnostic); // they are kept in memory, and written with the next change

private:
    struct Change
    {
        SecretKind kind = SecretKind::ApiKey;
        std::string owner;
        Secret secret; // empty: removed
    };
    struct Outcome
    {
        SecretsReading reading; // of the file as it is now
        std::optional<Diagnostic> error;
    };
    static Outcome apply(const std::filesystem::path& folder, const std::vector<Change>& changes);
    void note(Change change);
    void write();
    void written(int job, std::size_t count, Outcome outcome);

    Background& m_background;
    std::filesystem::path m_folder; // empty: in memory alone
    Secrets m_secrets;
    Diagnostics m_diagnostics;
    std::vector<Change> m_unsaved;
    int m_project = 0; // counts open(): what belongs to an earlier project is dropped
    int m_job = 0;     // the newest one that was begun
    bool m_isLoaded = false;
};

} // namespace gw::ui
