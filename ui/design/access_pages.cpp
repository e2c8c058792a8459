// Places the access pages; each scrolls on its own.
#include "ui/design/access_pages.h"

#include "ui/design/access_rows.h"
#include "ui/design/api_key_page.h"
#include "ui/design/authorizer_page.h"
#include "ui/design/client_certificate_page.h"
#include "ui/design/domain_name_page.h"
#include "ui/design/elements_view.h"
#include "ui/design/identity_page.h"
#include "ui/design/local_issuer_page.h"
#include "ui/design/usage_plan_page.h"
#include "ui/design/user_pool_page.h"
#include "ui/design/web_acl_page.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"

#include <QScrollArea>

namespace gw::ui {

template <typename Page, typename... Parts>
std::function<Page*()> AccessPages::making(Parts&... parts)
{
    return [this, &parts...] {
        auto* page = new Page(m_workspace, parts..., m_theme);
        connect(page, &ElementPage::elementRequested, this, &AccessPages::elementRequested);
        addWidget(scrolling(page));
        followInTabOrder(this, areaOf(page));
        return page;
    };
}

AccessPages::AccessPages(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : PageStack(parent), m_workspace(workspace), m_theme(theme),
      m_list([this, &gateway] { return makeList(gateway); }), m_authorizer(making<AuthorizerPage>(gateway)),
      m_key(making<ApiKeyPage>()), m_plan(making<UsagePlanPage>(gateway)), m_identity(making<IdentityPage>(gateway)),
      m_domain(making<DomainNamePage>()), m_certificate(making<ClientCertificatePage>()),
      m_acl(making<WebAclPage>()), m_pool([this] { return makePool(); }), m_issuer(making<LocalIssuerPage>(gateway))
{
}

ElementsView* AccessPages::makeList(GatewaySession& gateway)
{
    auto* list = new ElementsView(m_workspace, gateway, m_theme);
    addWidget(list);
    followInTabOrder(this, list);
    connect(list, &ElementsView::elementRequested, this, &AccessPages::elementRequested);
    connect(list, &ElementsView::authorizerRequested, this, &AccessPages::authorizerRequested);
    connect(list, &ElementsView::newElementRequested, this, &AccessPages::newElementRequested);
    return list;
}

UserPoolPage* AccessPages::makePool()
{
    UserPoolPage* page = making<UserPoolPage>()();
    connect(page, &UserPoolPage::localIssuerRequested, this, &AccessPages::localIssuerRequested);
    return page;
}

bool AccessPages::isShownHere(TreeKind kind)
{
    return isAccessSection(kind) || kind == TreeKind::Authorizer || kind == TreeKind::ApiKey ||
           kind == TreeKind::UsagePlan || kind == TreeKind::Identity || kind == TreeKind::DomainName ||
           kind == TreeKind::ClientCertificate || kind == TreeKind::WebAcl || kind == TreeKind::UserPool ||
           kind == TreeKind::LocalIssuer;
}

void AccessPages::bring(ElementPage* page)
{
    setCurrentWidget(areaOf(page));
}

void AccessPages::showItem(const TreeItem& item)
{
    if (item.kind == TreeKind::Authorizer) {
        m_authorizer->showAuthorizer(item.ref.api, item.name);
        bring(m_authorizer.get());
    } else if (item.kind == TreeKind::ApiKey) {
        m_key->showKey(item.ref.apiKey);
        bring(m_key.get());
    } else if (item.kind == TreeKind::UsagePlan) {
        m_plan->showPlan(item.ref.usagePlan);
        bring(m_plan.get());
    } else if (item.kind == TreeKind::Identity) {
        m_identity->showIdentity(item.ref.identity);
        bring(m_identity.get());
    } else if (item.kind == TreeKind::ClientCertificate) {
        m_certificate->showCertificate(item.ref.clientCertificate);
        bring(m_certificate.get());
    } else if (item.kind == TreeKind::DomainName) {
        m_domain->showDomain(item.ref.domainName);
        bring(m_domain.get());
    } else if (item.kind == TreeKind::WebAcl) {
        m_acl->showAcl(item.ref.webAcl);
        bring(m_acl.get());
    } else if (item.kind == TreeKind::UserPool) {
        m_pool->showPool(item.ref.userPool);
        bring(m_pool.get());
    } else if (item.kind == TreeKind::LocalIssuer) {
        m_issuer->showIssuer();
        bring(m_issuer.get());
    } else {
        setCurrentWidget(m_list.get());
        m_list->showSection(item.kind, item.ref.api);
    }
}

} // namespace gw::ui
