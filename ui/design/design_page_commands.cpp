// Commands of the page for the menu, the palette and shortcuts, and what is remembered of it between sessions.
#include "core/edit/rest_to_http.h"
#include "ui/design/api_tree_panel.h"
#include "ui/design/api_view.h"
#include "ui/design/conversion_dialog.h"
#include "ui/design/design_page_impl.h"
#include "ui/design/method_facts.h"
#include "ui/design/method_view.h"
#include "ui/design/models_view.h"
#include "ui/design/pages_behind_apis.h"
#include "ui/design/source_view.h"
#include "ui/session/workspace.h"

#include <QDataStream>
#include <QIODevice>
#include <QSplitter>

#include <optional>

namespace gw::ui {

namespace {

constexpr quint32 stateVersion = 2;

ApiTreePanel::Command treeCommand(DesignPage::Command command)
{
    using Page = DesignPage::Command;
    using Tree = ApiTreePanel::Command;
    switch (command) {
    case Page::NewApi:
        return Tree::NewApi;
    case Page::NewHttpApi:
        return Tree::NewHttpApi;
    case Page::NewWebSocketApi:
        return Tree::NewWebSocketApi;
    case Page::CreateHttpApi:
        return Tree::CreateHttpApi;
    case Page::NewResource:
        return Tree::NewResource;
    case Page::NewMethod:
        return Tree::NewMethod;
    case Page::Rename:
        return Tree::Rename;
    case Page::Duplicate:
        return Tree::Duplicate;
    case Page::Delete:
    case Page::ToggleSource:
        break;
    }
    return Tree::Delete;
}

} // namespace

const Api* DesignPage::Impl::shownApi(ApiKind kind) const
{
    const Api* api = workspace.project().find(shown.ref.api);
    return api && api->kind() == kind ? api : nullptr;
}

// Below the path at hand, in the route table of its API.
void DesignPage::Impl::addRoute()
{
    const bool isAtPath = shown.kind == TreeKind::Resource;
    const QString below = isAtPath ? shown.path : QString();
    tree->select(NodeRef{shown.ref.api, {}, {}, {}});
    api->addRoute(below);
}

void DesignPage::Impl::createHttpApi()
{
    const Api* rest = shownApi(ApiKind::Rest);
    if (!rest)
        return;
    const ApiId id = rest->id;
    workspace.settle();
    const Result<HttpConversion> made = httpApiFrom(workspace.project(), id);
    if (!made) {
        workspace.apply(DesignPage::tr("Create HTTP API"), [&](Project) { return fail(made.error()); });
        return;
    }
    auto* dialog = new ConversionDialog(theme, fromUtf8(rest->name), fromUtf8(made->project.find(made->api)->name),
                                        made->report, q.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &q, [this, id] {
        ApiId added;
        const auto edit = [id, &added](Project project) -> Result<Project> {
            Result<HttpConversion> conversion = httpApiFrom(project, id);
            if (!conversion)
                return fail(conversion.error());
            added = conversion->api;
            return std::move(conversion->project);
        };
        if (workspace.apply(DesignPage::tr("Create HTTP API"), edit))
            tree->select(NodeRef{added, {}, {}, {}});
    });
    dialog->open();
}

void DesignPage::run(Command command)
{
    if (!canRun(command))
        return;
    if (command == Command::ToggleSource)
        m_impl->openSource(!m_impl->source->isVisibleTo(this));
    else if (command == Command::NewResource && m_impl->shown.kind == TreeKind::Models)
        m_impl->models->create();
    else if (command == Command::NewResource && m_impl->shown.kind == TreeKind::StageGroup)
        m_impl->tree->run(ApiTreePanel::Command::NewStage);
    else if (const auto made = ApiTreePanel::commandThatMakes(m_impl->shown.kind);
             command == Command::NewResource && made)
        m_impl->tree->run(*made);
    else if (command == Command::NewResource && m_impl->tree->canRun(ApiTreePanel::Command::NewRoute))
        m_impl->tree->run(ApiTreePanel::Command::NewRoute);
    else
        m_impl->tree->run(treeCommand(command));
}

bool DesignPage::canRun(Command command) const
{
    if (command == Command::ToggleSource)
        return bool(m_impl->shown.ref.api) || m_impl->source->isVisibleTo(this);
    if (const auto made = ApiTreePanel::commandThatMakes(m_impl->shown.kind); command == Command::NewResource && made)
        return m_impl->tree->canRun(*made);
    if (command == Command::NewResource && m_impl->tree->canRun(ApiTreePanel::Command::NewRoute))
        return true;
    return m_impl->tree->canRun(treeCommand(command));
}

engine::Card DesignPage::Impl::shownCard() const
{
    const MethodView* view = method.ifMade();
    return view ? view->card() : card;
}

void DesignPage::Impl::restoreCard(engine::Card wanted)
{
    card = wanted;
    if (MethodView* view = method.ifMade())
        view->showCard(wanted);
}

QByteArray DesignPage::saveState() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << stateVersion << m_impl->outer->saveState() << m_impl->inner->saveState() << m_impl->source->isVisibleTo(this)
        << static_cast<qint32>(m_impl->shownCard()) << m_impl->tree->expandedPaths() << m_impl->behind->saveState();
    return bytes;
}

void DesignPage::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    quint32 version = 0;
    QByteArray outer;
    QByteArray inner;
    bool showsSource = false;
    qint32 card = 0;
    QStringList expanded;
    QByteArray stateMachine;
    in >> version >> outer >> inner >> showsSource >> card >> expanded >> stateMachine;
    if (in.status() != QDataStream::Ok || version != stateVersion)
        return;
    m_impl->outer->restoreState(outer);
    m_impl->inner->restoreState(inner);
    m_impl->source->setVisible(showsSource);
    m_impl->placeSource();
    if (card >= 0 && card <= static_cast<qint32>(engine::Card::MethodResponse))
        m_impl->restoreCard(static_cast<engine::Card>(card));
    m_impl->tree->setExpandedPaths(expanded);
    m_impl->behind->restoreState(stateMachine);
    m_impl->showCurrent();
}

} // namespace gw::ui
