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

#include <QScrollArea>

namespace gw::ui {

AccessPages::AccessPages(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QStackedWidget(parent), m_list(new ElementsView(workspace, gateway, theme)),
      m_authorizer(new AuthorizerPage(workspace, gateway, theme)), m_key(new ApiKeyPage(workspace, theme)),
      m_plan(new UsagePlanPage(workspace, gateway, theme)), m_identity(new IdentityPage(workspace, gateway, theme)),
      m_domain(new DomainNamePage(workspace, theme)), m_certificate(new ClientCertificatePage(workspace, theme)),
      m_acl(new WebAclPage(workspace, theme)), m_pool(new UserPoolPage(workspace, theme)),
      m_issuer(new LocalIssuerPage(workspace, gateway, theme))
{
    addWidget(m_list);
    connect(m_list, &ElementsView::elementRequested, this, &AccessPages::elementRequested);
    connect(m_list, &ElementsView::authorizerRequested, this, &AccessPages::authorizerRequested);
    connect(m_list, &ElementsView::newElementRequested, this, &AccessPages::newElementRequested);
    for (ElementPage* page : std::initializer_list<ElementPage*>{m_authorizer, m_key, m_plan, m_identity, m_domain,
                                                                 m_certificate, m_acl, m_pool, m_issuer})
        addWidget(place(page));
    connect(m_pool, &UserPoolPage::localIssuerRequested, this, &AccessPages::localIssuerRequested);
}

QWidget* AccessPages::place(ElementPage* page)
{
    connect(page, &ElementPage::elementRequested, this, &AccessPages::elementRequested);
    return scrolling(page);
}

bool AccessPages::isShownHere(TreeKind kind)
{
    return isAccessSection(kind) || kind == TreeKind::Authorizer || kind == TreeKind::ApiKey ||
           kind == TreeKind::UsagePlan || kind == TreeKind::Identity || kind == TreeKind::DomainName ||
           kind == TreeKind::ClientCertificate || kind == TreeKind::WebAcl || kind == TreeKind::UserPool ||
           kind == TreeKind::LocalIssuer;
}

// A page's scroll area is its viewport's parent.
template <typename Page>
void AccessPages::bring(Page* page)
{
    setCurrentWidget(page->parentWidget()->parentWidget());
}

void AccessPages::showItem(const TreeItem& item)
{
    if (item.kind == TreeKind::Authorizer) {
        m_authorizer->showAuthorizer(item.ref.api, item.name);
        bring(m_authorizer);
    } else if (item.kind == TreeKind::ApiKey) {
        m_key->showKey(item.ref.apiKey);
        bring(m_key);
    } else if (item.kind == TreeKind::UsagePlan) {
        m_plan->showPlan(item.ref.usagePlan);
        bring(m_plan);
    } else if (item.kind == TreeKind::Identity) {
        m_identity->showIdentity(item.ref.identity);
        bring(m_identity);
    } else if (item.kind == TreeKind::ClientCertificate) {
        m_certificate->showCertificate(item.ref.clientCertificate);
        bring(m_certificate);
    } else if (item.kind == TreeKind::DomainName) {
        m_domain->showDomain(item.ref.domainName);
        bring(m_domain);
    } else if (item.kind == TreeKind::WebAcl) {
        m_acl->showAcl(item.ref.webAcl);
        bring(m_acl);
    } else if (item.kind == TreeKind::UserPool) {
        m_pool->showPool(item.ref.userPool);
        bring(m_pool);
    } else if (item.kind == TreeKind::LocalIssuer) {
        m_issuer->showIssuer();
        bring(m_issuer);
    } else {
        setCurrentWidget(m_list);
        m_list->showSection(item.kind, item.ref.api);
    }
}

} // namespace gw::ui
