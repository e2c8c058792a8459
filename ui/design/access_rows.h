// What the lists of who may call and how often say: authorizers of an API, API keys, usage plans,
// identities, domains, client certificates, web ACLs.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "ui/models/api_tree.h"

#include <QStringList>

#include <vector>

namespace gw::ui {

struct ElementRow
{
    NodeRef ref;       // authorizers: their API, the first text names them
    QStringList texts; // by column
};

struct ElementWords
{
    QString title;
    QString explanation;
    QString newText;
    QString emptyTitle;
    QStringList headers;
};

[[nodiscard]] bool isAccessSection(TreeKind section);
[[nodiscard]] ElementWords accessWords(TreeKind section);
[[nodiscard]] std::vector<ElementRow> accessRows(const Project& project, TreeKind section, ApiId api,
                                                 const Secrets& secrets);

} // namespace gw::ui
