try{if(sessionStorage.n&&performance.getEntriesByType("navigation")[0].type=="back_forward"){document.documentElement.hidden=1;location.replace("/hide")}}catch(e){}
