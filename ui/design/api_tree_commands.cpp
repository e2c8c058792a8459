// The commands of the API tree: by menu, keys and dialog. Every one goes through TreeEdits.
#include "core/api/project.h"
#include "ui/design/api_tree_panel_impl.h"
#include "ui/design/method_facts.h"
#include "ui/design/move_dialog.h"
#include "ui/session/workspace.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

namespace gw::ui {

namespace {

QString verbName(HttpVerb verb)
{
    return fromUtf8(toString(verb));
}

// With the letter that chooses it; of those that begin alike the first one has it.
QString verbChoice(HttpVerb verb)
{
    const QString name = verbName(verb);
    const int letter = verb == HttpVerb::Put || verb == HttpVerb::Any ? 1 : verb == HttpVerb::Patch ? 2 : 0;
    return name.left(letter) + QLatin1Char('&') + name.mid(letter);
}

QString nameOf(ApiTreePanel::Command newElement)
{
    using Command = ApiTreePanel::Command;
    switch (newElement) {
    case Command::NewFunction:
        return ApiTreePanel::tr("New Function");
    case Command::NewStateMachine:
        return ApiTreePanel::tr("New State Machine");
    case Command::NewBackend:
        return ApiTreePanel::tr("New Backend");
    case Command::NewRoute:
        return ApiTreePanel::tr("New Route");
    case Command::NewAuthorizer:
        return ApiTreePanel::tr("New Authorizer");
    case Command::NewApiKey:
        return ApiTreePanel::tr("New API Key");
    case Command::NewUsagePlan:
        return ApiTreePanel::tr("New Usage Plan");
    case Command::NewIdentity:
        return ApiTreePanel::tr("New Identity");
    case Command::NewDomainName:
        return ApiTreePanel::tr("New Custom Domain Name");
    case Command::NewClientCertificate:
        return ApiTreePanel::tr("New Client Certificate");
    case Command::NewWebAcl:
        return ApiTreePanel::tr("New Web ACL");
    case Command::NewUserPool:
        return ApiTreePanel::tr("New User Pool");
    default:
        return {};
    }
}

} // namespace

std::optional<ApiTreePanel::Command> ApiTreePanel::commandThatMakes(TreeKind section)
{
    switch (section) {
    case TreeKind::FunctionGroup:
    case TreeKind::Function:
        return Command::NewFunction;
    case TreeKind::StateMachineGroup:
    case TreeKind::StateMachine:
        return Command::NewStateMachine;
    case TreeKind::BackendGroup:
    case TreeKind::Backend:
        return Command::NewBackend;
    case TreeKind::AuthorizerGroup:
    case TreeKind::Authorizer:
        return Command::NewAuthorizer;
    case TreeKind::ApiKeyGroup:
    case TreeKind::ApiKey:
        return Command::NewApiKey;
    case TreeKind::UsagePlanGroup:
    case TreeKind::UsagePlan:
        return Command::NewUsagePlan;
    case TreeKind::IdentityGroup:
    case TreeKind::Identity:
        return Command::NewIdentity;
    case TreeKind::DomainNameGroup:
    case TreeKind::DomainName:
        return Command::NewDomainName;
    case TreeKind::ClientCertificateGroup:
    case TreeKind::ClientCertificate:
        return Command::NewClientCertificate;
    case TreeKind::WebAclGroup:
    case TreeKind::WebAcl:
        return Command::NewWebAcl;
    case TreeKind::UserPoolGroup:
    case TreeKind::UserPool:
        return Command::NewUserPool;
    case TreeKind::Api:
    case TreeKind::Resource:
    case TreeKind::Method:
    case TreeKind::Models:
    case TreeKind::GatewayResponses:
    case TreeKind::StageGroup:
    case TreeKind::Stage:
    case TreeKind::LocalIssuer:
    case TreeKind::AwsSettings:
        break;
    case TreeKind::Route:
        return Command::NewRoute;
    }
    return std::nullopt;
}

bool ApiTreePanel::Impl::isOfKind(const TreeItem& item, ApiKind kind) const
{
    const Api* api = item.isNothing() ? nullptr : workspace.project().find(item.ref.api);
    return api && api->kind() == kind;
}

QString ApiTreePanel::Impl::newResourceText(const TreeItem& item) const
{
    return isOfKind(item, ApiKind::Http) ? tr("New Route") : tr("New Resource");
}

QPoint ApiTreePanel::Impl::menuPoint() const
{
    return tree->viewport()->mapToGlobal(tree->visualRect(tree->currentIndex()).bottomLeft());
}

void ApiTreePanel::Impl::addCommand(QMenu& menu, const QString& text, Command command, const QKeySequence& keys)
{
    QAction* action = menu.addAction(text, &q, [this, command] { q.run(command); });
    action->setShortcut(keys); // shown only; the keys are handled by the tree
    action->setEnabled(q.canRun(command));
}

void ApiTreePanel::Impl::openMenu(const QPoint& position)
{
    const TreeItem item = model.itemAt(filter.mapToSource(tree->indexAt(position)));
    QMenu menu(tree);
    if (item.isNothing() || isBehindApis(item.kind) || commandThatMakes(item.kind)) {
        if (item.isNothing())
            fillNewMenu(menu);
        else
            fillSectionMenu(menu, item);
        menu.exec(tree->viewport()->mapToGlobal(position));
        return;
    }
    if (item.kind == TreeKind::Method) {
        menu.addAction(theme.icon(QStringLiteral("console")), tr("Try in Console"), &q,
                       [this, item] { emit q.tryRequested(item.ref); });
        menu.addAction(theme.icon(QStringLiteral("link")), tr("Copy Invoke URL"), &q,
                       [this, item] { emit q.copyInvokeUrlRequested(item.ref); });
        menu.addSeparator();
    }
    if (q.canRun(Command::NewRoute)) {
        addCommand(menu, tr("New Route"), Command::NewRoute, Qt::CTRL | Qt::Key_N);
    } else {
        addCommand(menu, newResourceText(item), Command::NewResource);
        q.fillVerbMenu(menu.addMenu(tr("New Method")), item);
    }
    addCommand(menu, tr("New Stage"), Command::NewStage);
    if (item.kind == TreeKind::Api && isOfKind(item, ApiKind::Rest))
        addCommand(menu, tr("Create HTTP API from This…"), Command::CreateHttpApi);
    menu.addSeparator();
    addCommand(menu, item.kind == TreeKind::Method && !isOfKind(item, ApiKind::Http) ? tr("Change Verb") : tr("Rename"),
               Command::Rename, Qt::Key_F2);
    addCommand(menu, tr("Duplicate"), Command::Duplicate, Qt::CTRL | Qt::Key_D);
    addCommand(menu, tr("Move To…"), Command::MoveTo, Qt::CTRL | Qt::Key_M);
    addCommand(menu, tr("Delete"), Command::Delete, Qt::Key_Delete);
    menu.exec(tree->viewport()->mapToGlobal(position));
}

void ApiTreePanel::Impl::fillNewMenu(QMenu& menu)
{
    addCommand(menu, tr("New REST API"), Command::NewApi);
    addCommand(menu, tr("New HTTP API"), Command::NewHttpApi);
    addCommand(menu, tr("New WebSocket API"), Command::NewWebSocketApi);
    if (q.canRun(Command::NewRoute)) {
        addCommand(menu, tr("New Route"), Command::NewRoute);
    } else {
        addCommand(menu, newResourceText(q.currentItem()), Command::NewResource);
        q.fillVerbMenu(menu.addMenu(tr("New Method")), q.currentItem());
    }
    addCommand(menu, tr("New Stage"), Command::NewStage);
    menu.addSeparator();
    for (const Command command : {Command::NewFunction, Command::NewStateMachine, Command::NewBackend})
        addCommand(menu, nameOf(command), command);
    menu.addSeparator();
    for (const Command command :
         {Command::NewAuthorizer, Command::NewApiKey, Command::NewUsagePlan, Command::NewIdentity,
          Command::NewDomainName, Command::NewClientCertificate, Command::NewWebAcl, Command::NewUserPool})
        addCommand(menu, nameOf(command), command);
}

void ApiTreePanel::Impl::fillSectionMenu(QMenu& menu, const TreeItem& item)
{
    const auto made = commandThatMakes(item.kind);
    if (!made)
        return fillNewMenu(menu);
    addCommand(menu, nameOf(*made), *made, Qt::CTRL | Qt::Key_N);
    if (isGroup(item.kind))
        return;
    menu.addSeparator();
    addCommand(menu, tr("Rename"), Command::Rename, Qt::Key_F2);
    addCommand(menu, tr("Duplicate"), Command::Duplicate, Qt::CTRL | Qt::Key_D);
    addCommand(menu, tr("Delete"), Command::Delete, Qt::Key_Delete);
}

void ApiTreePanel::Impl::popUpVerbs()
{
    QMenu menu(tree);
    q.fillVerbMenu(&menu, q.currentItem());
    menu.setActiveAction(menu.actions().value(0));
    menu.exec(menuPoint());
}

void ApiTreePanel::Impl::popUpVerbChange()
{
    QMenu menu(tree);
    const TreeItem item = q.currentItem();
    for (const HttpVerb verb : edits.freeVerbs(item))
        menu.addAction(verbChoice(verb), &q, [this, item, verb] { edits.changeVerb(item, verb); });
    menu.exec(menuPoint());
}

void ApiTreePanel::Impl::moveByDialog()
{
    const TreeItem item = q.currentItem();
    const QString what = item.kind == TreeKind::Method ? item.name + QLatin1Char(' ') + item.path : item.path;
    MoveDialog dialog(theme, what, edits.moveTargets(item), &q);
    if (dialog.exec() != QDialog::Accepted || dialog.target().isEmpty())
        return;
    if (const NodeRef moved = edits.moveTo(item, dialog.target()); !moved.isEmpty())
        q.select(moved);
}

// The row that takes the place of the removed one is selected: the next sibling, else the one before, else the parent.
void ApiTreePanel::Impl::removeCurrent()
{
    const QModelIndex index = tree->currentIndex();
    QModelIndex next = index.siblingAtRow(index.row() + 1);
    if (!next.isValid() || isGroup(model.itemAt(filter.mapToSource(next)).kind))
        next = index.row() > 0 ? index.siblingAtRow(index.row() - 1) : index.parent();
    const TreeItem item = q.currentItem();
    const QPersistentModelIndex target(next);
    current = {};
    if (!edits.remove(item)) {
        remember();
        return;
    }
    if (target.isValid())
        tree->setCurrentIndex(target);
}

bool ApiTreePanel::Impl::handleKey(const QKeyEvent& key)
{
    const auto runs = [this](Command command) {
        if (q.canRun(command))
            q.run(command);
        return true;
    };
    if (key.key() == Qt::Key_Delete && key.modifiers() == Qt::NoModifier)
        return runs(Command::Delete);
    if (key.key() == Qt::Key_F2)
        return runs(Command::Rename);
    if (key.key() == Qt::Key_D && key.modifiers() == Qt::ControlModifier)
        return runs(Command::Duplicate);
    if (key.key() == Qt::Key_M && key.modifiers() == Qt::ControlModifier)
        return runs(Command::MoveTo);
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        emit q.itemActivated();
        return true;
    }
    return typesIntoFilter(key);
}

// What is typed in the tree narrows it: a path's first letter is a slash, so a search by first letters finds little.
bool ApiTreePanel::Impl::typesIntoFilter(const QKeyEvent& key)
{
    const bool isCommand = key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const QString typed = key.text();
    if (isCommand || typed.isEmpty() || !typed[0].isPrint() || typed[0].isSpace())
        return false;
    filterLine->setFocus(Qt::OtherFocusReason);
    filterLine->setText(typed);
    return true;
}

bool ApiTreePanel::Impl::handleFilterKey(const QKeyEvent& key)
{
    if (key.key() == Qt::Key_Down || key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        leaveFilter();
        return true;
    }
    if (key.key() == Qt::Key_Escape && !filterLine->text().isEmpty()) {
        filterLine->clear();
        tree->setFocus();
        return true;
    }
    return false;
}

void ApiTreePanel::Impl::leaveFilter()
{
    if (const QModelIndex found = filter.firstFound(); found.isValid()) {
        tree->setCurrentIndex(found);
        tree->scrollTo(found);
    }
    tree->setFocus();
}

void ApiTreePanel::createMethod(const TreeItem& at, HttpVerb verb)
{
    if (const NodeRef made = m_impl->edits.newMethod(at, verb); !made.isEmpty())
        select(made);
}

// A key of one's own is typed in its row.
void ApiTreePanel::createRoute(ApiId api, const std::string& key)
{
    const NodeRef made = m_impl->edits.newRoute(api, key);
    if (key.empty())
        m_impl->editRow(made);
    else if (!made.isEmpty())
        select(made);
}

void ApiTreePanel::fillVerbMenu(QMenu* menu, const TreeItem& at)
{
    const auto verbs = m_impl->edits.freeVerbs(at);
    menu->setEnabled(!verbs.empty());
    for (const HttpVerb verb : verbs)
        menu->addAction(verbChoice(verb), this, [this, at, verb] { createMethod(at, verb); });
}

void ApiTreePanel::run(Command command)
{
    const TreeItem item = currentItem();
    TreeEdits& edits = m_impl->edits;
    switch (command) {
    case Command::NewApi:
        m_impl->editRow(edits.newApi(ApiKind::Rest));
        m_impl->tree->expand(m_impl->tree->currentIndex()); // models, gateway responses and stages are found here
        return;
    case Command::NewHttpApi:
        return m_impl->editRow(edits.newApi(ApiKind::Http));
    case Command::CreateHttpApi:
        emit httpApiRequested();
        return;
    case Command::NewResource:
        if (m_impl->isOfKind(item, ApiKind::Http))
            emit newRouteRequested();
        else
            m_impl->editRow(edits.newResource(item));
        return;
    case Command::NewMethod:
        return m_impl->popUpVerbs();
    case Command::NewStage:
        return m_impl->editRow(edits.newStage(item.ref.api));
    case Command::NewRoute:
        return createRoute(item.ref.api, {});
    case Command::NewWebSocketApi:
        m_impl->editRow(edits.newApi(ApiKind::WebSocket));
        m_impl->tree->expand(m_impl->tree->currentIndex());
        return;
    case Command::NewFunction:
        return m_impl->editRow(edits.newFunction());
    case Command::NewStateMachine:
        return m_impl->editRow(edits.newStateMachine());
    case Command::NewBackend:
        return m_impl->editRow(edits.newBackend());
    case Command::NewAuthorizer:
        return m_impl->editAuthorizer(item.ref.api, edits.newAuthorizer(item.ref.api));
    case Command::NewApiKey:
        return m_impl->editRow(edits.newApiKey());
    case Command::NewUsagePlan:
        return m_impl->editRow(edits.newUsagePlan());
    case Command::NewIdentity:
        return m_impl->editRow(edits.newIdentity());
    case Command::NewDomainName:
        return m_impl->editRow(edits.newDomainName());
    case Command::NewClientCertificate:
        return m_impl->editRow(edits.newClientCertificate());
    case Command::NewWebAcl:
        return m_impl->editRow(edits.newWebAcl());
    case Command::NewUserPool:
        return m_impl->editRow(edits.newUserPool());
    case Command::Rename:
        if (item.kind == TreeKind::Method && m_impl->isOfKind(item, ApiKind::Http)) {
            emit renameRouteRequested(item.ref);
            return;
        }
        if (item.kind == TreeKind::Method)
            return m_impl->popUpVerbChange();
        m_impl->tree->setFocus();
        m_impl->tree->edit(m_impl->tree->currentIndex());
        return;
    case Command::Duplicate:
        if (item.kind == TreeKind::Authorizer)
            return selectAuthorizer(item.ref.api, edits.duplicateAuthorizer(item));
        return select(edits.duplicate(item));
    case Command::MoveTo:
        return m_impl->moveByDialog();
    case Command::Delete:
        return m_impl->removeCurrent();
    }
}

bool ApiTreePanel::canRun(Command command) const
{
    const TreeItem item = currentItem();
    const bool hasItem = !item.isNothing();
    const bool isRoot = item.path == QLatin1String("/");
    switch (command) {
    case Command::CreateHttpApi:
        return m_impl->isOfKind(item, ApiKind::Rest) && !m_impl->workspace.isLoneFile();
    case Command::NewApi:
    case Command::NewHttpApi:
    case Command::NewWebSocketApi:
    case Command::NewFunction:
    case Command::NewStateMachine:
    case Command::NewBackend:
    case Command::NewApiKey:
    case Command::NewUsagePlan:
    case Command::NewIdentity:
    case Command::NewDomainName:
    case Command::NewClientCertificate:
    case Command::NewWebAcl:
    case Command::NewUserPool:
        return m_impl->workspace.hasProject() && !m_impl->workspace.isLoneFile();
    case Command::NewResource:
    case Command::NewAuthorizer: {
        const Api* api = hasItem ? m_impl->workspace.project().find(item.ref.api) : nullptr;
        return api && api->openApi();
    }
    case Command::NewRoute: {
        const Api* api = hasItem ? m_impl->workspace.project().find(item.ref.api) : nullptr;
        return api && api->kind() == ApiKind::WebSocket;
    }
    case Command::NewMethod:
        return hasItem && !m_impl->edits.freeVerbs(item).empty();
    case Command::NewStage:
        return bool(item.ref.api);
    case Command::Rename:
        return hasItem && !isGroup(item.kind) && !(item.kind == TreeKind::Resource && isRoot);
    case Command::Duplicate:
        return hasItem && !isGroup(item.kind) && item.kind != TreeKind::Stage &&
               !(item.kind == TreeKind::Resource && isRoot) &&
               !(item.kind == TreeKind::Api && m_impl->workspace.isLoneFile());
    case Command::MoveTo:
        return item.kind == TreeKind::Method || (item.kind == TreeKind::Resource && !isRoot);
    case Command::Delete:
        return hasItem && !isGroup(item.kind) && !(item.kind == TreeKind::Api && m_impl->workspace.isLoneFile());
    }
    return false;
}

} // namespace gw::ui
