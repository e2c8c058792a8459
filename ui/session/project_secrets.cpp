// A write takes the file as it stands, makes the changes in it and hands back what is there now: what others wrote
// meanwhile stays. The newest job's answer is what is shown; an older one would miss changes made since.
#include "ui/session/project_secrets.h"

#include "ui/session/background.h"

#include <QRandomGenerator>

#include <algorithm>

namespace gw::ui {

namespace {

template <typename Changes>
void make(const Changes& changes, Secrets& secrets)
{
    for (const auto& change : changes) {
        if (change.secret.isEmpty())
            secrets.remove(change.kind, change.owner);
        else
            secrets.set(change.kind, change.owner, change.secret);
    }
}

} // namespace

void fillWithRandomBytes(std::span<std::uint8_t> bytes)
{
    QRandomGenerator& system = *QRandomGenerator::system();
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(system.generate()); });
}

std::string freshAccessKeyId(const Project& project, const Secrets& secrets)
{
    constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string id;
    do {
        id = "AKIA";
        while (id.size() < 20)
            id += characters[QRandomGenerator::system()->bounded(quint32(characters.size()))];
    } while (secrets.find(SecretKind::AccessKey, id) ||
             std::any_of(project.identities.begin(), project.identities.end(),
                         [&](const Cow<Identity>& identity) { return identity->accessKeyId == id; }));
    return id;
}

ProjectSecrets::ProjectSecrets(Background& background, QObject* parent) : QObject(parent), m_background(background) {}

void ProjectSecrets::open(const std::filesystem::path& projectFolder)
{
    ++m_project;
    m_folder = projectFolder;
    m_secrets = {};
    m_diagnostics.clear();
    m_unsaved.clear();
    m_isLoaded = m_folder.empty();
    if (m_isLoaded)
        emit changed();
    else
        write();
}

const Secret* ProjectSecrets::find(SecretKind kind, const std::string& owner) const
{
    return m_secrets.find(kind, owner);
}

void ProjectSecrets::set(SecretKind kind, const std::string& owner, Secret secret)
{
    note({kind, owner, std::move(secret)});
    write();
}

void ProjectSecrets::set(SecretKind kind, std::vector<std::pair<std::string, Secret>> secrets)
{
    for (auto& [owner, secret] : secrets)
        note({kind, std::move(owner), std::move(secret)});
    write();
}

void ProjectSecrets::remove(SecretKind kind, const std::string& owner)
{
    note({kind, owner, {}});
    write();
}

std::size_t ProjectSecrets::generateMissing(const Project& project)
{
    Secrets wanted = m_secrets;
    const std::size_t count = gw::generateMissing(project, wanted, fillWithRandomBytes);
    for (const SecretPlace& place : missingSecrets(project, m_secrets))
        if (const Secret* made = wanted.find(place.kind, place.owner); made && !made->isEmpty())
            note({place.kind, place.owner, *made});
    if (count > 0)
        write();
    return count;
}

void ProjectSecrets::retry()
{
    if (!m_unsaved.empty())
        write();
}

void ProjectSecrets::note(Change change)
{
    make(std::vector<Change>{change}, m_secrets);
    m_unsaved.push_back(std::move(change));
}

// Without changes it only reads.
void ProjectSecrets::write()
{
    if (m_isLoaded)
        emit changed();
    if (m_folder.empty())
        return m_unsaved.clear();
    const int job = ++m_job;
    const int project = m_project;
    m_background.run([folder = m_folder, changes = m_unsaved] { return apply(folder, changes); },
                     [this, job, project, count = m_unsaved.size()](Outcome outcome) {
                         if (project == m_project)
                             written(job, count, std::move(outcome));
                     });
}

ProjectSecrets::Outcome ProjectSecrets::apply(const std::filesystem::path& folder, const std::vector<Change>& changes)
{
    Outcome outcome;
    auto reading = changes.empty() ? readSecrets(folder)
                                   : changeSecrets(folder, [&](Secrets& secrets) { make(changes, secrets); });
    if (reading)
        outcome.reading = *std::move(reading);
    else
        outcome.error = reading.error();
    return outcome;
}

// `count` changes were in this job; those made since are in a later one.
void ProjectSecrets::written(int job, std::size_t count, Outcome outcome)
{
    m_isLoaded = true;
    if (!outcome.error)
        m_unsaved.erase(m_unsaved.begin(), m_unsaved.begin() + std::ptrdiff_t(std::min(count, m_unsaved.size())));
    if (job != m_job)
        return;
    m_diagnostics = std::move(outcome.reading.diagnostics);
    if (outcome.error)
        m_diagnostics.push_back(*outcome.error);
    else
        m_secrets = std::move(outcome.reading.secrets);
    emit changed();
    if (outcome.error && count > 0)
        emit saveFailed(*outcome.error);
}

} // namespace gw::ui
